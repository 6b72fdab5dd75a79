# `machine.Pin` and `machine.Signal` (reference/esp8266 §3.1, ports/esp8266/machine_pin.c, extmod/machine_signal.c).

import _pins
import _vm
from fw_absent import missing as _missing
from fw_args import REQUIRED as _REQUIRED, count as _count, integer as _int, parse as _parse

_vm.firmware(id(globals()))

_UNSET = object()
_RTC = 16
_read = _pins.read
_write = _pins.write
_toggle = _pins.toggle
_INIT = (("mode", _REQUIRED), ("pull", None), ("value", _UNSET))
_IRQ = (("handler", None), ("trigger", 3), ("hard", False))


class Pin:
    IN = 0
    OUT = 1
    OPEN_DRAIN = 2
    PULL_UP = 1
    IRQ_RISING = 1
    IRQ_FALLING = 2

    def __new__(cls, *args, **kwargs):
        _count(args, 1, 255)
        id = args[0]
        if isinstance(id, Pin):
            id = id._id
        elif type(id) is not int or not _pins.is_pin(id):
            raise ValueError("invalid pin")
        if cls is Pin and id in _made:
            return _made[id]
        pin = object.__new__(cls)
        pin._id = id
        return pin

    def __init__(self, id, *args, **kwargs):
        if args or kwargs:
            self.init(*args, **kwargs)

    def init(self, *args, **kwargs):
        mode, pull, value = _parse(_INIT, 2, args, kwargs)
        mode = _int(mode)
        if pull is not None:
            if self._id == _RTC:
                raise ValueError("Pin(16) doesn't support pull")
            pull = _int(pull) & Pin.PULL_UP
        _pins.configure(self._id, mode, bool(pull), None if value is _UNSET else bool(value))

    def value(self, x=_UNSET):
        if x is _UNSET:
            return _read(self._id)
        _write(self._id, not not x)

    __call__ = value

    def on(self):
        _write(self._id, True)

    def off(self):
        _write(self._id, False)

    def toggle(self):
        _toggle(self._id)

    def irq(self, *args, **kwargs):
        handler, trigger, hard = _parse(_IRQ, 3, args, kwargs)
        trigger = _int(trigger)
        if self._id == _RTC:
            raise OSError("pin does not have IRQ capabilities")
        if args or kwargs:
            if hard:
                raise ValueError("hard IRQ not supported")
            _set_irq(self._id, handler, 0 if handler is None else trigger)
        return _irqs[self._id]

    def __repr__(self):
        return "Pin(%d)" % self._id


_made = {}
for _id in range(_RTC + 1):
    if _pins.is_pin(_id):
        _made[_id] = Pin(_id)

# The handlers, by pin: what holds them for as long as the host may queue them.
_handlers = [None] * _RTC


def _set_irq(id, handler, trigger):
    _check_trigger(trigger)
    # The host forgets the old one before this does.
    _pins.set_handler(id, 0, 0)
    _handlers[id] = handler
    if handler is not None:
        _pins.set_handler(id, addressof(handler), addressof(_made[id]))
    _pins.set_trigger(id, trigger)


def addressof(value):
    """Where an object lies; numbers and short strings have no place of their own and cannot be called anyway."""
    if not callable(value):
        raise TypeError("'%s' object isn't callable" % type(value).__name__)
    return id(value)


def _check_trigger(trigger):
    """Bits 0 to 2 of the pad's register; what waits for a level would interrupt again and again."""
    if trigger & 4:
        _missing("Pin.irq")


class IRQ:
    def __call__(self):
        _pins.call_handler(self._id)

    def trigger(self, *args):
        _count(args, 0, 1)
        before = _pins.trigger(self._id)
        if args:
            trigger = _int(args[0])
            _check_trigger(trigger)
            _pins.set_trigger(self._id, trigger)
        return before

    def __repr__(self):
        return "<IRQ>"


_irqs = []
for _id in range(_RTC):
    _irqs.append(IRQ())
    _irqs[_id]._id = _id


class Signal:
    def __init__(self, *args, **kwargs):
        self._invert = bool(kwargs.pop("invert", False))
        if args and isinstance(args[0], (Pin, Signal)):
            if len(args) > 1 or kwargs:
                raise TypeError("")
            self._pin = args[0]
        else:
            self._pin = Pin(*args, **kwargs)

    def value(self, x=_UNSET):
        if x is _UNSET:
            return self._pin.value() ^ self._invert
        self._pin.value((not x) if self._invert else x)

    __call__ = value

    def on(self):
        self.value(1)

    def off(self):
        self.value(0)

    def __repr__(self):
        return "<Signal>"


del _id
