import { text } from 'node:stream/consumers';
import { DEVICE_HELP, readDeviceOptions } from '../device/device-options';
import { HeadlessBoard } from '../device/headless-board';
import { runLines } from '../device/lines';
import { runScript } from '../device/run-script';
import { textOf } from './saying';
import type { Surroundings } from './surroundings';

/** `pinwire device`. Resolves when it has ended. */
export async function deviceCommand(args: readonly string[], { board }: Surroundings): Promise<number> {
  const options = await readDeviceOptions(args);
  if (!options) {
    process.stdout.write(DEVICE_HELP);
    return 0;
  }
  const script =
    options.run === null ? null : await (options.run === '-' ? text(process.stdin) : textOf(options.run));
  const device = await HeadlessBoard.open(await board(), options);
  try {
    return await (script === null ? runLines(device, options) : runScript(device, script));
  } finally {
    await device.close();
  }
}
