import { networkInterfaces } from 'node:os';
import { serve } from '../../../tools/serve.mjs';
import { besideSite, TUTORIAL_HOSTS } from '../../../tools/site-proxy.mjs';
import type { Settings } from '../../proxy/config';
import { createGateway, newToken } from '../../proxy/gateway';
import { Rules } from '../../proxy/rules';
import { ask, listenProblem, logOf, onSignals, say, sayWhatIsOpen, tlsOf } from './common';
import type { Surroundings } from './surroundings';

const PORT = 8_080;
const USAGE = `Usage: pinwire serve [OPTIONS]

Serves the page, and a proxy for it on the same port. Without --allow, the two hosts of the network tutorial are allowed.`;

/** `pinwire serve`. */
export async function serveCommand(args: readonly string[], { site }: Surroundings): Promise<number | null> {
  const asked = await ask(args, USAGE, PORT);
  if (!asked) return 0;
  const { settings } = asked;
  const tls = await tlsOf(settings);
  const root = await site();
  if (root === null) return 1;
  const { token = newToken(), ...rest } = settings;
  const gateway = createGateway({
    ...rest,
    token,
    rules: rulesOf(settings),
    sameOrigin: true,
    log: logOf(settings),
  });
  try {
    await gateway.publish();
    const server = await serve({
      root,
      host: settings.host,
      port: settings.port,
      tls,
      beside: besideSite(Promise.resolve(gateway), root),
    });
    for (const line of addresses(settings, server.port, tls !== undefined)) say(line);
    sayWhatIsOpen({ rules: rulesOf(settings), publish: settings.publish });
    onSignals(
      asked,
      (anew) => {
        const rules = rulesOf(anew);
        gateway.setRules(rules);
        return rules;
      },
      async () => {
        await gateway.close();
        await server.close();
      },
    );
    return null;
  } catch (error) {
    await gateway.close();
    throw listenProblem(error, settings);
  }
}

const rulesOf = ({ rules }: Settings): Rules => (rules.list.length === 0 ? Rules.of(TUTORIAL_HOSTS) : rules);

/** Where the page is to be had, and by whom. */
function addresses({ host }: Settings, port: number, hasTls: boolean): string[] {
  const scheme = hasTls ? 'https' : 'http';
  const url = (name: string): string => `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}/`;
  const isLocal = host === 'localhost' || host === '::1' || host.startsWith('127.');
  if (isLocal)
    return [`Pinwire runs at  ${url(host)}`, 'Other machines cannot reach it; --host 0.0.0.0 lets them.'];
  const names = host === '0.0.0.0' || host === '::' ? ['127.0.0.1', ...lanAddresses()] : [host];
  const lines = names.map((name) => `Pinwire runs at  ${url(name)}`);
  if (hasTls) return lines;
  const lan = names.find((name) => name !== '127.0.0.1') ?? host;
  return [
    ...lines,
    'Over plain http browsers run the board on this machine alone: elsewhere they withhold shared memory.',
    'So give a certificate (--cert and --key). Without one, Chrome and Edge run it where this address is entered at',
    `chrome://flags/#unsafely-treat-insecure-origin-as-secure: ${url(lan).slice(0, -1)}. Firefox and Safari do not.`,
  ];
}

const lanAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((list = []) =>
    list.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
  );
