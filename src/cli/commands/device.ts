import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { ConfigError } from '../../proxy/config';
import { DEVICE_HELP, readDeviceOptions } from '../device/device-options';
import { HeadlessBoard } from '../device/headless-board';
import { runLines } from '../device/lines';
import { runScript } from '../device/run-script';
import type { Surroundings } from './surroundings';

/** `pinwire device`. Resolves when it has ended. */
export async function deviceCommand(args: readonly string[], { board }: Surroundings): Promise<number> {
  const options = readDeviceOptions(args);
  if (!options) {
    process.stdout.write(DEVICE_HELP);
    return 0;
  }
  const script = options.run === null ? null : await readScript(options.run);
  const device = await HeadlessBoard.open(await board(), options);
  try {
    return await (script === null ? runLines(device, options) : runScript(device, script));
  } finally {
    await device.close();
  }
}

async function readScript(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
