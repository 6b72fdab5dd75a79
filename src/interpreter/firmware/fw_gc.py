# The chip's `gc`: of the heap it sees the program's part, which is as large as the chip's (reference/esp8266 §5).

from gc import collect, disable, enable, isenabled, threshold
import _vm

_vm.firmware(id(globals()))

_used = _vm.heap_used
_free = _vm.heap_free


def mem_alloc():
    return _used()


def mem_free():
    return _free()
