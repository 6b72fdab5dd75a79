import type { Interpreter } from '../instance';
import type { LibraryShelf } from '../library-shelf';

/** `mp_obj_code_t` is a `mp_frozen_module_t` behind the pointer to its type (py/objcode.h, py/frozenmod.h). */
const MODULE_IN_CODE = 4;

/** The functions of `_library`, by which fw_library.py makes importable what the chip has frozen in Python. */
export function libraryModule(shelf: LibraryShelf, interpreter: Interpreter): object {
  return {
    /** File names of a top-level module, with spaces between; None while they are on their way, False: they do not come. */
    paths: (module: string) => shelf.paths(module),
    text: (path: string) => shelf.text(path),
    /** Whether it was not open yet: then whoever asks closes it. */
    open: () => interpreter.openFirmware(),
    /** @param executed what was compiled has been run, too: its objects may come to hold some of the program's */
    close: (executed: boolean) => interpreter.closeFirmware(executed),
    /** @param code address of what `compile` gave */
    add: (path: string, code: number) => interpreter.frozen.add(path, code + MODULE_IN_CODE),
    drop: (count: number) => interpreter.frozen.drop(count),
  };
}
