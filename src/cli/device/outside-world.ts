import { lookup } from 'node:dns/promises';
import { ConfigError } from '../../proxy/flags';
import type { Resolve } from '../../proxy/dialer';
import type { Limits } from '../../proxy/limits';
import type { ProxyServer } from '../../proxy/server';
import type { BoardSession } from '../../session/board-session';
import type { DeviceOptions } from './device-options';

/** As every program of this computer finds hosts: by its hosts file, too. */
const resolveBySystem: Resolve = async (name) => {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTFOUND') return [];
    throw error;
  }
};

const LOOPBACK = '127.0.0.1';
/** How long who calls the board's server while it starts waits for it, in milliseconds. */
const STARTING = 10_000;
/** Longest time of a timer, in milliseconds: about 24 days. */
const FOR_EVER = 2 ** 31 - 1;

/** What keeps strangers' pages in bounds would cut off a board that is one's own: its client may be silent for hours. */
const OWN_BOARD: Partial<Limits> = {
  streams: 64,
  connectsPerMinute: 1_000_000,
  transfer: 0,
  idleTime: FOR_EVER,
  // A process that is stopped for a while (Ctrl-Z, a laptop that sleeps) is no page that has gone.
  pingTime: FOR_EVER,
};

/** The way between the board and this computer's network, both ways; null where none is asked for. */
export async function openOutsideWorld({
  publish,
  rules,
}: Pick<DeviceOptions, 'publish' | 'rules'>): Promise<ProxyServer | null> {
  if (publish.length === 0 && rules === null) return null;
  const [{ newToken }, { Rules }, { startProxyServer }] = await Promise.all([
    import('../../proxy/gateway'),
    import('../../proxy/rules'),
    import('../../proxy/server'),
  ]);
  try {
    // The proxy of docs/proxy.md in this very process, for this board alone.
    return await startProxyServer({
      host: LOOPBACK,
      port: 0,
      token: newToken(),
      sameOrigin: true,
      rules: rules ?? Rules.of([]),
      udp: true,
      publish,
      publishPatience: STARTING,
      limits: OWN_BOARD,
      resolve: resolveBySystem,
    });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

/** Resolves when the board is connected to it, or cannot be. */
export function connectOutsideWorld(session: BoardSession, world: ProxyServer): Promise<void> {
  return new Promise((settle) => {
    const stop = session.subscribe(() => {
      const { kind } = session.snapshot.realHosts;
      if (kind !== 'on' && kind !== 'lost') return;
      stop();
      settle();
    });
    session.setProxy(world.url);
  });
}
