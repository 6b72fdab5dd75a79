import { ConfigError } from '../proxy/config';
import { deviceCommand } from './commands/device';
import { lessonsCommand } from './commands/lessons';
import { proxyCommand } from './commands/proxy';
import { serveCommand } from './commands/serve';
import { worldCommand } from './commands/world';
import type { Surroundings } from './commands/surroundings';

// For servers that have the gateway as a part of theirs (tools/site-proxy.mjs).
export { createGateway, newToken } from '../proxy/gateway';
export { Rules } from '../proxy/rules';

const HELP = `Usage: pinwire COMMAND [OPTIONS]

  pinwire device   a board on a serial line, for the tools that work on real ones
  pinwire lessons  tries lessons on real boards
  pinwire proxy    a proxy for pages of Pinwire to the hosts that are allowed
  pinwire serve    the page and such a proxy, on one port
  pinwire world    the virtual hosts of the lessons on ports of this computer, for its own Python

pinwire COMMAND --help lists the options. docs/proxy.md says how to run it safely.
`;

/** @returns the exit code, or null while it runs: 2 stands for input that cannot be meant */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number | null> {
  const [command, ...rest] = args;
  try {
    if (command === 'device') return await deviceCommand(rest, surroundings);
    if (command === 'lessons') return await lessonsCommand(rest, surroundings);
    if (command === 'proxy') return await proxyCommand(rest);
    if (command === 'serve') return await serveCommand(rest, surroundings);
    if (command === 'world') return await worldCommand(rest);
    if (command === '--help' || command === '-h') {
      process.stdout.write(HELP);
      return 0;
    }
    throw new ConfigError(
      `${command === undefined ? 'Which command' : `There is no command ${command}`}: device, lessons, proxy, serve or world?`,
    );
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`pinwire: ${error.message}\n`);
    return 2;
  }
}
