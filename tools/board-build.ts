// For plain JavaScript, which runs this by Vite: the work is done before the module is there, because what it loads
// later could not be loaded any more.
import { buildForNode } from './node-build';

/** The folder with the board's Node build, made anew: that of the tests, unless another is named. */
export const folder = await buildForNode(process.env['PINWIRE_BOARD_FOLDER']);
