# What times the edges of a pin (reference/esp8266 §3.6, drivers/dht/dht.c, extmod/machine_bitstream.c). What is sent
# takes as long as on the chip, and nothing at the other end hears it.

import _pins
import _vm
from fw_args import count as _count, integer as _int
from fw_pin import Pin as _Pin
from fw_time import sleep_ms as _sleep_ms, ticks_diff as _ticks_diff, ticks_us as _ticks_us

_vm.firmware(id(globals()))

_OUT = 1
_OPEN_DRAIN = 2
_ETIMEDOUT = 110
_RTC = 16
_write = _pins.write


def _spend(us):
    """With interrupts off, as there."""
    begun = _ticks_us()
    while _ticks_diff(_ticks_us(), begun) < us:
        pass


def bitstream(*args):
    _count(args, 4, 4)
    pin, encoding, timing, buf = args
    id = _Pin(pin)._id
    if _int(encoding):
        raise ValueError("encoding")
    if len(timing) != 4:
        raise ValueError("requested length 4 but object has length %d" % len(timing))
    ones = 0
    view = memoryview(buf)
    for byte in view:
        while byte:
            ones += byte & 1
            byte >>= 1
    zeros = 8 * len(view) - ones
    _pins.sent_nowhere(id)
    if id == _RTC:  # as on the chip
        return
    _pins.configure(id, _OUT, False, False)
    if len(view):
        _write(id, True)
        _spend((zeros * (timing[0] + timing[1]) + ones * (timing[2] + timing[3])) // 1000)
        _write(id, False)


def apa102_write(*args):
    """A frame of zeros, 32 bits for each pixel, and a clock for every second pixel at the end: 1 MHz or so."""
    _count(args, 3, 3)
    clock, data, buf = args
    _pins.sent_nowhere(_Pin(data)._id)
    for pin in (clock, data):
        _pins.configure(_Pin(pin)._id, _OUT, False, False)
    _spend(32 + 8 * len(memoryview(buf)) + 32)


def dht_readinto(*args):
    """Wakes the sensor as the chip does; there is none that answers."""
    _count(args, 2, 2)
    pin, buf = args
    id = _Pin(pin)._id
    if len(memoryview(buf)) < 5:
        raise ValueError("buffer too small")
    _pins.configure(id, _OPEN_DRAIN, False, True)
    _sleep_ms(250)
    _write(id, False)
    _sleep_ms(18)
    _write(id, True)
    raise OSError(_ETIMEDOUT)
