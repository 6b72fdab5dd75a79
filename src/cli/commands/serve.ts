import { networkInterfaces } from 'node:os';
import { serve } from '../../../tools/serve.mjs';
import { besideSite, TUTORIAL_HOSTS } from '../../../tools/site-proxy.mjs';
import type { Settings } from '../../proxy/config';
import { createGateway, newToken } from '../../proxy/gateway';
import { Rules } from '../../proxy/rules';
import { addressLines } from './address-lines';
import { ask, logOf, onSignals, sayWhatIsOpen, tlsOf } from './common';
import { listenProblem, say } from './saying';
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
    for (const line of addressLines(settings.host, server.port, tls !== undefined, lanAddresses())) say(line);
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

const lanAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((list = []) =>
    list.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
  );
