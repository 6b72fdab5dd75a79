# The chip's `machine`, as far as it is there: reference/esp8266 §3.

import _pins
from sys import exit as soft_reset
import _vm
from fw_absent import Absent as _Absent, missing as _missing
from fw_args import count as _count, integer as _int
from fw_analog import ADC, PWM
from fw_i2c import I2C, SoftI2C
from fw_pin import Pin, Signal
from fw_pulses import bitstream, dht_readinto
from fw_rtc import RTC, WDT
from fw_spi import SPI, SoftSPI
from fw_time import sleep_ms as _sleep_ms, ticks_diff as _ticks_diff, ticks_us as _ticks_us
from fw_timer import Timer
from fw_wait import park as _park

_vm.firmware(id(globals()))

PWRON_RESET = 0
WDT_RESET = 1
SOFT_RESET = 4
DEEPSLEEP_RESET = 5
HARD_RESET = 6
DEEPSLEEP = 4


def freq(value=None):
    if value is None:
        return _vm.megahertz() * 1000000
    if value not in (80000000, 160000000):
        raise ValueError("frequency can only be either 80Mhz or 160MHz")
    _vm.set_megahertz(value // 1000000)


def unique_id():
    return bytes((_vm.chip_id(0), _vm.chip_id(1), _vm.chip_id(2), 0))


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
    state = 0 if _pins.interrupts_enabled() else 15
    _pins.enable_interrupts(False)
    return state


def enable_irq(state):
    _pins.enable_interrupts(not state)


def lightsleep(*args):
    _count(args, 0, 1)
    if args:
        _sleep_ms(_int(args[0]))
    else:
        while True:  # the chip's comparison is always true, too
            _park(-1)


sleep = lightsleep


def time_pulse_us(pin, level, timeout_us=1000000):
    """The edges are those of the student's wire: each wakes the board."""
    level = 1 if level else 0
    if not _await_level(pin, level, timeout_us):
        return -2
    begun = _ticks_us()
    if not _await_level(pin, 1 - level, timeout_us):
        return -1
    return _ticks_diff(_ticks_us(), begun)


def _await_level(pin, level, timeout_us):
    begun = _ticks_us()
    while pin() != level:
        left = timeout_us - _ticks_diff(_ticks_us(), begun)
        if left <= 0:
            return False
        _park(left / 1000)
    return True


# What the chip has and this board does not have yet.
for _name in ("UART", "deepsleep"):
    globals()[_name] = _Absent("machine." + _name)
del _name


class _Memory:
    def __init__(self, bits):
        self._bits = bits

    def __repr__(self):
        return "<%d-bit memory>" % self._bits

    def __getitem__(self, address):
        size = self._bits // 8
        if _int(address) % size:
            raise ValueError("address %08x is not aligned to %d bytes" % (address, size))
        _missing("machine.mem%d" % self._bits)

    def __setitem__(self, address, value):
        self[address]


mem8 = _Memory(8)
mem16 = _Memory(16)
mem32 = _Memory(32)
