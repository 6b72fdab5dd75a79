import { DEVICE_HELP, readDeviceOptions } from '../device/device-options';
import { exitCode, type Ending } from '../device/ending';
import { HeadlessBoard } from '../device/headless-board';
import { runLines } from '../device/lines';
import { readScript } from '../device/read-script';
import { runScript } from '../device/run-script';
import type { Surroundings } from './surroundings';

/** `pinwire device`. Resolves when it has ended. */
export async function deviceCommand(args: readonly string[], { board }: Surroundings): Promise<number> {
  const options = await readDeviceOptions(args);
  if (!options) {
    process.stdout.write(DEVICE_HELP);
    return 0;
  }
  const script = options.run === null ? null : await readScript(options.run);
  const device = await HeadlessBoard.open(await board(), options);
  let ending: Ending;
  try {
    ending = await (script === null ? runLines(device, options) : runScript(device, script));
  } finally {
    await device.close();
  }
  return exitCode(ending);
}
