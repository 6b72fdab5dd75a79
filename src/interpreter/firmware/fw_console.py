# The console's part in Python: `input()`, and running a file of the flash.

import __main__ as _main
import _vm
from fw_wait import park as _park

_vm.firmware(id(globals()))

_begin = _vm.input_begin
_poll = _vm.input_poll
_end = _vm.input_end


def input(prompt=""):
    # The stock one reads a constant; here the host edits the line, as the chip's readline does.
    print(prompt, end="")
    _begin()
    try:
        while True:
            line = _poll()
            if line is not None:
                break
            _park(-1)
    finally:
        _end()
    if line is False:
        raise EOFError
    return line


def _run_file(path):
    """As the chip runs `main.py`: in the prompt's namespace, under its own name in tracebacks."""
    execfile(path, _main.__dict__)


_vm.set_run_file(_run_file)
