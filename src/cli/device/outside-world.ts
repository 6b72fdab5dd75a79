import { ConfigError } from '../../proxy/config';
import { newToken } from '../../proxy/gateway';
import { Rules } from '../../proxy/rules';
import { startProxyServer, type ProxyServer } from '../../proxy/server';
import type { BoardSession } from '../../session/board-session';
import type { DeviceOptions } from './device-options';

const LOOPBACK = '127.0.0.1';

/** The way between the board and this computer's network, both ways; null where none is asked for. */
export async function openOutsideWorld({
  publish,
  rules,
}: Pick<DeviceOptions, 'publish' | 'rules'>): Promise<ProxyServer | null> {
  if (publish.length === 0 && rules === null) return null;
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
    });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

/** Resolves when the board is connected to it, or cannot be. */
export function connectOutsideWorld(session: BoardSession, world: ProxyServer): void {
  session.setProxy(world.url);
}
