# The chip's `machine`, as far as it is there: reference/esp8266 §3.

import _pins
from sys import exit as soft_reset
import _vm
from fw_wait import park as _park

_vm.firmware(id(globals()))

PWRON_RESET = 0
WDT_RESET = 1
SOFT_RESET = 4
DEEPSLEEP_RESET = 5
HARD_RESET = 6
DEEPSLEEP = 4

_EOPNOTSUPP = 95
_UNSET = object()
_read = _pins.read
_write = _pins.write
_pins_made = {}


class Pin:
    IN = 0
    OUT = 1
    OPEN_DRAIN = 2
    PULL_UP = 1
    IRQ_RISING = 1
    IRQ_FALLING = 2

    def __new__(cls, id, *args, **kwargs):
        if isinstance(id, Pin):
            return id
        if type(id) is not int or not _pins.is_pin(id):
            raise ValueError("invalid pin")
        pin = _pins_made.get(id)
        if pin is None:
            pin = object.__new__(cls)
            pin._id = id
            _pins_made[id] = pin
        return pin

    def __init__(self, id, mode=_UNSET, pull=None, *, value=_UNSET):
        if mode is not _UNSET:
            self.init(mode, pull, value=value)
        elif pull is not None or value is not _UNSET:
            raise TypeError("'mode' argument required")

    def init(self, mode=_UNSET, pull=None, *, value=_UNSET):
        if mode is _UNSET:
            raise TypeError("'mode' argument required")
        if pull is not None and self._id == 16:
            raise ValueError("Pin(16) doesn't support pull")
        latch = -1 if value is _UNSET else bool(value)
        _pins.configure(self._id, mode, pull == Pin.PULL_UP, latch)

    def value(self, x=_UNSET):
        if x is _UNSET:
            return _read(self._id)
        _write(self._id, bool(x))

    __call__ = value

    def on(self):
        _write(self._id, True)

    def off(self):
        _write(self._id, False)

    def toggle(self):
        _pins.toggle(self._id)

    def irq(self, handler=None, trigger=3, hard=False):
        if self._id == 16:
            raise OSError("pin does not have IRQ capabilities")
        _missing("Pin.irq")

    def __repr__(self):
        return "Pin(%d)" % self._id


class Signal:
    def __init__(self, pin, *args, invert=False, **kwargs):
        if isinstance(pin, Pin):
            if args or kwargs:
                raise TypeError("")
        else:
            pin = Pin(pin, *args, **kwargs)
        self._pin = pin
        self._invert = bool(invert)

    def value(self, x=_UNSET):
        if x is _UNSET:
            return self._pin.value() ^ self._invert
        self._pin.value(bool(x) ^ self._invert)

    __call__ = value

    def on(self):
        self.value(1)

    def off(self):
        self.value(0)

    def __repr__(self):
        return "<Signal>"


def freq(value=None):
    if value is None:
        return _vm.megahertz() * 1000000
    if value not in (80000000, 160000000):
        raise ValueError("frequency can only be either 80Mhz or 160MHz")
    _vm.set_megahertz(value // 1000000)


def unique_id():
    return b"\x42\x20\x10\x00"


def idle():
    _park(1)


def reset():
    _vm.hard_reset()
    # The host ends the interpreter at the next jump, which is here.
    while True:
        pass


def reset_cause():
    return _vm.reset_cause()


def disable_irq():
    return 0


def enable_irq(state):
    pass


def _missing(name):
    _vm.notice("machine." + name, "machine." + name)
    raise OSError(_EOPNOTSUPP)


# What the chip has and this board does not have yet.
_MISSING = (
    "ADC", "I2C", "PWM", "RTC", "SPI", "SoftI2C", "SoftSPI", "Timer", "UART", "WDT", "bitstream",
    "deepsleep", "dht_readinto", "lightsleep", "mem8", "mem16", "mem32", "sleep", "time_pulse_us",
)


class _Absent:
    """In the place of each, so that `dir` and completion show it; using it says that it is not there."""

    def __init__(self, name):
        self._name = name

    def __call__(self, *args, **kwargs):
        _missing(self._name)

    def __getitem__(self, index):
        _missing(self._name)

    def __setitem__(self, index, value):
        _missing(self._name)

    def __repr__(self):
        return "<%s: not simulated yet>" % self._name


for _name in _MISSING:
    globals()[_name] = _Absent(_name)
