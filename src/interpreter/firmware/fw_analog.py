# `machine.PWM` and `machine.ADC` (reference/esp8266 §3.2, §3.3, ports/esp8266/machine_pwm.c, machine_adc.c).

import _chip
import _pins
import _vm
from fw_args import count as _count, integer as _int, parse as _parse
from fw_pin import Pin as _Pin

_vm.firmware(id(globals()))

_CHANNELS = (0, 2, 4, 5, 12, 13, 14, 15)
_INIT = (("freq", -1), ("duty", -1), ("duty_u16", -1), ("duty_ns", -1))


def _word(value):
    """As the chip's 32-bit arithmetic leaves it."""
    value &= 0xFFFFFFFF
    return value - 0x100000000 if value & 0x80000000 else value


def _divide(value, by):
    """As C divides."""
    return value // by if value >= 0 else -(-value // by)


class PWM:
    def __init__(self, *args, **kwargs):
        _count(args, 1, 255)
        self._id = _Pin(args[0])._id
        self._active = False
        self._ns = -1
        self.init(*args[1:], **kwargs)

    def init(self, *args, **kwargs):
        freq, duty, u16, ns = [_int(value) for value in _parse(_INIT, 4, args, kwargs)]
        self._ns = -1
        self._ensure()
        if freq != -1:
            _pins.set_frequency(freq & 0xFFFF)
        if duty != -1:
            self._set(duty)
        # With these factors, and not with those of the methods.
        if u16 != -1:
            self._set(u16 * 1000 // 65535)
        if ns != -1:
            self._set(_divide(_word(ns * _pins.frequency()), 1000000))

    def _ensure(self):
        if self._id not in _CHANNELS:
            raise ValueError("PWM not supported on pin %d" % self._id)
        self._active = True
        if _pins.duty(self._id) < 0:
            _pins.set_duty(self._id, 0)

    def _set(self, duty):
        _pins.set_duty(self._id, duty & 0xFFFF)

    def deinit(self):
        self._active = False
        if _pins.duty(self._id) >= 0:
            _pins.end_pwm(self._id)

    def freq(self, *args):
        _count(args, 0, 1)
        if not args:
            return _pins.frequency()
        _pins.set_frequency(_int(args[0]) & 0xFFFF)
        if self._ns != -1:
            self.duty_ns(self._ns)

    def duty(self, *args):
        _count(args, 0, 1)
        self._ensure()
        if not args:
            return _pins.duty(self._id)
        self._ns = -1
        self._set(_int(args[0]))

    def duty_u16(self, *args):
        _count(args, 0, 1)
        self._ensure()
        if not args:
            return _pins.duty(self._id) * 65535 // 1024
        self._ns = -1
        self._set(_int(args[0]) * 1024 // 65535)

    def duty_ns(self, *args):
        _count(args, 0, 1)
        self._ensure()
        if not args:
            return _pins.duty(self._id) * 976563 // _pins.frequency()
        self._ns = _int(args[0])
        self._set(_divide(_word(self._ns * _pins.frequency()), 976562))

    def __repr__(self):
        if not self._active:
            return "PWM(%d)" % self._id
        return "PWM(%d, freq=%d, duty=%d)" % (self._id, _pins.frequency(), max(0, _pins.duty(self._id)))


class ADC:
    def __new__(cls, *args, **kwargs):
        if kwargs:
            raise TypeError("function doesn't take keyword arguments")
        _count(args, 1, 1)
        channel = _int(args[0])
        if channel not in (0, 1):
            raise ValueError("ADC(%d) doesn't exist" % channel)
        return _adcs[channel]

    def read(self):
        return _chip.adc_read(self._channel)

    def read_u16(self):
        return self.read() * 65535 // 1024

    def __repr__(self):
        return "ADC(%d)" % self._channel


_adcs = []
for _n in (0, 1):
    _adcs.append(object.__new__(ADC))
    _adcs[_n]._channel = _n
del _n
