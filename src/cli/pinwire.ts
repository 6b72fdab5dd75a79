import { ConfigError } from '../proxy/flags';
import { ignoreBrokenPipes, versionIn } from './commands/saying';
import type { Surroundings } from './commands/surroundings';

/** For servers that have the gateway as a part of theirs (tools/site-proxy.mjs). */
export const gateway = async () => {
  const [{ createGateway, newToken }, { Rules }] = await Promise.all([
    import('../proxy/gateway'),
    import('../proxy/rules'),
  ]);
  return { createGateway, newToken, Rules };
};

export { versionIn };

const HELP = `Usage: pinwire COMMAND [OPTIONS]

  pinwire device   a board on a serial line, for the tools that work on real ones
  pinwire lessons  tries lessons on real boards
  pinwire proxy    a proxy for pages of Pinwire to the hosts that are allowed
  pinwire serve    the page and such a proxy, on one port
  pinwire world    the virtual hosts of the lessons on ports of this computer, for its own Python

pinwire COMMAND --help lists the options, pinwire --version says which Pinwire this is. docs/proxy.md says how to run it safely.
`;

type Command = (args: readonly string[], surroundings: Surroundings) => Promise<number | null>;

/** Each with what it alone needs: a board has its prompt before the code of the proxy could be read. */
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['device', async (...call) => (await import('./commands/device')).deviceCommand(...call)],
  ['lessons', async (...call) => (await import('./commands/lessons')).lessonsCommand(...call)],
  ['proxy', async (args) => (await import('./commands/proxy')).proxyCommand(args)],
  ['serve', async (...call) => (await import('./commands/serve')).serveCommand(...call)],
  ['world', async (args) => (await import('./commands/world')).worldCommand(args)],
]);

/** @returns the exit code, or null while it runs: 2 stands for input that cannot be meant */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number | null> {
  ignoreBrokenPipes();
  const [command, ...rest] = args;
  try {
    if (args.at(-1) === '--version' && args.length <= 2) {
      process.stdout.write(`pinwire ${await surroundings.version()}\n`);
      return 0;
    }
    const run = command === undefined ? undefined : COMMANDS.get(command);
    if (run) return await run(rest, surroundings);
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
