# The console's part in Python.

import builtins
import _vm
from fw_wait import park as _park

_vm.firmware(id(globals()))

_begin = _vm.input_begin
_poll = _vm.input_poll


_help = builtins.help


def help(*args):
    if not args:
        _vm.help()
    elif isinstance(args[0], str) and args[0] == "modules":
        _vm.help_modules()
    else:
        _help(*args)


def input(prompt=""):
    # The stock one reads a constant; here the host edits the line, as the chip's readline does.
    print(prompt, end="")
    _begin()
    while True:
        line = _poll()
        if line is None:
            _park(-1)
        elif line is False:
            raise EOFError
        elif line is True:
            raise KeyboardInterrupt
        else:
            return line
