# How firmware waits. The host's park only notes the deadline: the VM's hook waits, at the next jump. So that this is
# here and not wherever the caller's next jump happens to be, the loop below begins with one.

import _vm

_vm.firmware(id(globals()))

_park = _vm.park
_sleep = _vm.sleep
_park_for_any = _vm.park_for_any
_never = False


def park(ms):
    """Waits until something happens, at most `ms` milliseconds (negative: for ever). The caller tests again."""
    _park(ms)
    while _never:
        pass


def park_for_any(ms):
    """As `park`, and the page is told that the program waits for one of several things."""
    _park_for_any(ms)
    while _never:
        pass


def sleep(us, asked):
    """As `park`, and the page is told that the program sleeps for `asked` milliseconds, of which `us` microseconds are left."""
    _sleep(us, asked)
    while _never:
        pass
