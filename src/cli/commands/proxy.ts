import { ConfigError } from '../../proxy/flags';
import { newToken } from '../../proxy/gateway';
import { startProxyServer, type ProxyServer } from '../../proxy/server';
import { ask, logOf, onSignals, sayWhatIsOpen, tlsOf, type Asked } from './common';
import { listenProblem, say } from './saying';

const PORT = 8_090;
const USAGE = `Usage: pinwire proxy --origin ORIGIN --allow HOST:PORTS [OPTIONS]

A proxy by which programs on the board of a Pinwire page reach the hosts that are allowed, and no others.`;

/** `pinwire proxy`. */
export async function proxyCommand(args: readonly string[]): Promise<number | null> {
  const asked = await ask(args, USAGE, PORT);
  if (!asked) return 0;
  const { settings } = asked;
  if (settings.origins.length === 0 && !settings.noOrigin) {
    throw new ConfigError('No page could use it. Say whose may: --origin https://pinwire.example');
  }
  if (settings.rules.list.length === 0 && settings.publish.length === 0) {
    throw new ConfigError('Nothing is allowed. Say what is: --allow micropython.org:80');
  }
  const server = await start(asked);
  say(`The proxy runs at  ${server.url}`);
  sayWhatIsOpen(settings);
  onSignals(
    asked,
    ({ rules }) => {
      server.gateway.setRules(rules);
      return rules;
    },
    () => server.close(),
  );
  return null;
}

async function start({ settings }: Asked): Promise<ProxyServer> {
  const { token = newToken(), ...rest } = settings;
  const tls = await tlsOf(settings);
  try {
    return await startProxyServer({ ...rest, token, log: logOf(settings), ...(tls ? { tls } : {}) });
  } catch (error) {
    throw listenProblem(error, settings);
  }
}
