# The chip's `micropython`: its numbers are those of the chip's heap and stack (reference/esp8266 §5).

from uctypes import addressof as _addressof
from micropython import RingIO, const, heap_lock, heap_unlock, kbd_intr, opt_level, schedule
import _vm
from fw_args import integer as _int

_vm.firmware(id(globals()))

_info = _vm.heap_info
_map = _vm.heap_map
_stack = _vm.stack_use
_names = _vm.names_info
_names_list = _vm.names_list


def stack_use():
    return _stack()


def mem_info(verbose=None):
    print("stack: %d out of 8192" % _stack())
    print(_info())
    if verbose is not None:
        print(_map())


def qstr_info(verbose=None):
    print(_names())
    if verbose is not None:
        print(_names_list())


def alloc_emergency_exception_buf(size):
    global _emergency
    size = _int(size)
    buffer = bytearray(max(0, size))
    _vm.emergency(_addressof(buffer), len(buffer))
    _emergency = buffer


# The compiler looks for this name.
_vm.native(id("native"))

for _letter, _sample in (
    ("T", (1,)), ("L", []), ("D", {}), ("S", "ab" * 2), ("S", b"ab" * 2), ("A", bytearray(1)), ("F", 1.5),
    ("B", stack_use), ("M", _vm),
):
    _vm.heap_letter(id(_sample), _letter)
del _letter, _sample
