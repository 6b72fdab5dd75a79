# The chip's `time`: epoch 2000, 30-bit ticks, sleeps that Ctrl-C ends (reference/esp8266 §5).

from time import localtime as _localtime, mktime as _mktime, ticks_add, ticks_diff
import _vm
from fw_args import integer as _integer, number as _number
from fw_wait import sleep as _park

_vm.firmware(id(globals()))

_now = _vm.now
_MS = _vm.millisecond()
ticks_ms = _vm.ticks_ms
ticks_us = _vm.ticks_us
ticks_cpu = _vm.ticks_cpu
_seconds = _vm.seconds
_EPOCH = 946684800  # 2000-01-01 in the seconds of the stock functions, which count from 1970


def sleep_ms(ms):
    _sleep(_integer(ms))


# The chip counts the microseconds of a sleep in 32 bits.
_LONGEST = 4294967.296


def _sleep(ms):
    if ms >= _LONGEST:
        asked = ms
        ms %= _LONGEST
        _vm.sleep_too_long(asked / 1000, ms / 1000)
    end = _now() + ms * _MS
    left = ms
    while left > 0:
        _park(left, ms)
        left = end - _now()


def sleep(seconds):
    _sleep(_number(seconds) * 1000)


def sleep_us(us):
    _sleep(_integer(us) / 1000)


def time():
    return _seconds()


def time_ns():
    return _seconds() * 1000000000 + _vm.beyond_seconds() * 1000000


def localtime(seconds=None):
    return _localtime((time() if seconds is None else int(seconds)) + _EPOCH)[:8]


gmtime = localtime


def mktime(t):
    if len(t) not in (8, 9):
        raise TypeError("mktime needs a tuple of length 8 or 9")
    return int(_mktime(t)) - _EPOCH
