# `machine.Timer` (reference/esp8266 §3.4, ports/esp8266/machine_timer.c).

import sys as _sys
from micropython import heap_lock as _heap_lock, heap_unlock as _heap_unlock
import _chip
import _vm
from fw_args import count as _count, integer as _int, number as _number, parse as _parse
from fw_pin import addressof as _addressof

_vm.firmware(id(globals()))

_INIT = (("mode", 1), ("callback", None), ("period", -1), ("tick_hz", 1000), ("freq", None), ("hard", False))
_running = _chip.timer_running
_print_exception = _sys.print_exception

# Timers that run: what holds them and their callbacks for as long as the host may queue them.
_held = []


class Timer:
    ONE_SHOT = 0
    PERIODIC = 1

    def __init__(self, *args, **kwargs):
        if kwargs:
            raise TypeError("function doesn't take keyword arguments")
        _count(args, 1, 1)
        self._timer = _chip.timer_create()
        self._callback = None

    def init(self, *args, **kwargs):
        mode, callback, period, tick_hz, freq, hard = _parse(_INIT, 0, args, kwargs)
        mode, period, tick_hz = _int(mode), _int(period), _int(tick_hz)
        if freq is not None:
            milliseconds = 1000 / _number(freq)
        else:
            # The chip counts in 32 bits without a sign: -1, where no period is given, is 49 days.
            milliseconds = (period if period >= 0 else 0x100000000 + period) * 1000 / tick_hz
        self.deinit()
        address = 0
        if callback is not None:
            address = _addressof(callback)
            if hard:
                callback = _hard(callback)
                address = id(callback)
        self._callback = callback
        _let_go()
        _held.append(self)
        _chip.timer_start(self._timer, address, id(self), float(milliseconds), bool(mode))

    def deinit(self):
        _chip.timer_stop(self._timer)
        _let_go()

    def __repr__(self):
        return "Timer(%x)" % id(self)


def _hard(callback):
    """On the chip it is called from the interrupt itself; here when any handler is, under the same rules."""

    def call(timer):
        _heap_lock()
        try:
            callback(timer)
        except Exception as error:
            print("uncaught exception in timer callback")
            _print_exception(error)
        finally:
            _heap_unlock()

    return call


def _let_go():
    """Of those that have stopped. One that has just fired is held by the VM's queue."""
    at = len(_held)
    while at:
        at -= 1
        if not _running(_held[at]._timer):
            _held.pop(at)
