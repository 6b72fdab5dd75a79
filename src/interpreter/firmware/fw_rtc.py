# `machine.RTC` and `machine.WDT` (reference/esp8266 §3.5, §3.6, ports/esp8266/machine_rtc.c).

import _chip
import _vm
from fw_args import REQUIRED as _REQUIRED, count as _count, integer as _int, parse as _parse
from fw_time import localtime as _localtime, mktime as _mktime
from uctypes import addressof as _addressof

_vm.firmware(id(globals()))

_MEMORY = 492
_ALARM = (("alarm_id", _REQUIRED), ("time", _REQUIRED))
_IRQ = (("trigger", 0), ("wake", 0))
_WDT = (("id", 0), ("timeout", 5000))
_now = _vm.now
_seconds = _vm.seconds
_MS = _vm.millisecond()


class RTC:
    ALARM0 = 0

    def __new__(cls, *args, **kwargs):
        if kwargs:
            raise TypeError("function doesn't take keyword arguments")
        _count(args, 0, 0)
        return _rtc

    def datetime(self, *args):
        _count(args, 0, 1)
        if not args:
            seconds = _seconds()
            year, month, day, hour, minute, second, weekday, _ = _localtime(seconds)
            return year, month, day, weekday, hour, minute, second, _vm.beyond_seconds()
        values = args[0]
        if not isinstance(values, (tuple, list)):
            raise TypeError("object '%s' isn't a tuple or list" % type(values).__name__)
        if len(values) != 8:
            raise ValueError("requested length 8 but object has length %d" % len(values))
        year, month, day, _, hour, minute, second, millisecond = [_int(value) for value in values]
        whole = _mktime((year, month, day, hour, minute, second, 0, 0))
        _chip.set_clock(whole // 60, whole % 60 * 1000 + millisecond)

    def memory(self, *args):
        _count(args, 0, 1)
        if not args:
            data = bytearray(_chip.rtc_memory_size())
            _chip.rtc_memory_read(_addressof(data))
            return bytes(data)
        view = memoryview(args[0].encode() if isinstance(args[0], str) else args[0])
        if len(view) > _MEMORY:
            raise ValueError("buffer too long")
        _chip.rtc_memory_write(_addressof(view), len(view))

    def alarm(self, *args, **kwargs):
        alarm, time = _parse(_ALARM, 2, args, kwargs)
        _check_alarm(alarm)
        self._alarm = _now() + _int(time) * _MS

    def alarm_left(self, *args):
        _count(args, 0, 1)
        _check_alarm(*args)
        return max(0, int((self._alarm - _now()) / _MS))

    def irq(self, *args, **kwargs):
        # What it wakes the chip from is deepsleep, which is not simulated and says so.
        trigger, wake = _parse(_IRQ, 0, args, kwargs)
        _check_alarm(trigger)
        _int(wake)

    def __repr__(self):
        return "<RTC>"


def _check_alarm(alarm=0):
    if _int(alarm) != 0:
        raise ValueError("invalid alarm")


_rtc = object.__new__(RTC)
_rtc._alarm = 0


class WDT:
    def __new__(cls, *args, **kwargs):
        id, timeout = _parse(_WDT, 2, args, kwargs)
        if _int(id) != 0 or _int(timeout) != 5000:
            raise ValueError("")
        _chip.feed()
        return _wdt

    def feed(self):
        _chip.feed()

    def __repr__(self):
        return "<WDT>"


_wdt = object.__new__(WDT)
