# Builtins that are less on the chip than in this build (reference/esp8266 §6).

from builtins import pow as _pow
import _vm
from fw_args import count as _count

_vm.firmware(id(globals()))


def pow(*args):
    _count(args, 2, 3)
    if len(args) == 3:
        raise NotImplementedError("3-arg pow() not supported")
    return _pow(*args)
