import { parseArgs } from 'node:util';
import { virtualHosts } from '../../net/hosts/virtual-hosts';
import { ConfigError } from '../../proxy/flags';
import { TimerClock } from '../../worker/timer-clock';
import { instructions } from '../world/instructions';
import { World } from '../world/world';

const PORT = 8_100;
const HELP = `Usage: pinwire world [--port N]

The virtual hosts of the lessons on ports of this computer, from port N (${PORT}) on, for programs on it alone; prints
what makes its Python find them. Those that answer nothing or refuse everything are left out.
`;

/** `pinwire world`. */
export async function worldCommand(args: readonly string[]): Promise<number | null> {
  const { port, help } = read(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const hosts = virtualHosts({ clock: new TimerClock(), wallClock: () => Date.now() });
  const world = await open(() => World.open(hosts, port));
  process.stdout.write(instructions(world.ports));
  const stop = (): void => void world.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return null;
}

function read(args: readonly string[]): { port: number; help: boolean } {
  const { port: text = String(PORT), help = false } = parse(args);
  const port = Number(text);
  // The services take one port each, upwards.
  if (!/^\d+$/.test(text) || port > MOST_PORT)
    throw new ConfigError(
      `--port must be a number from 1 to ${MOST_PORT}, or 0 for any that are free, not "${text}".`,
    );
  return { port, help };
}

const MOST_PORT = 65_500;

function parse(args: readonly string[]): { port?: string; help?: boolean } {
  try {
    return parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

async function open(start: () => Promise<World>): Promise<World> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof Error && 'port' in error && 'code' in error)) throw error;
    const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be had (${String(error.code)})`;
    throw new ConfigError(`Port ${String(error.port)} ${why}. Choose another beginning by --port.`);
  }
}
