# The chip's `machine`, as far as it is there: reference/esp8266 §3.

import _pins
from sys import exit as soft_reset
import _vm
from fw_absent import Absent as _Absent
from fw_pin import Pin, Signal
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
    state = 0 if _pins.interrupts_enabled() else 15
    _pins.enable_interrupts(False)
    return state


def enable_irq(state):
    _pins.enable_interrupts(not state)


# What the chip has and this board does not have yet.
for _name in (
    "ADC", "I2C", "PWM", "RTC", "SPI", "SoftI2C", "SoftSPI", "Timer", "UART", "WDT", "bitstream",
    "deepsleep", "dht_readinto", "lightsleep", "mem8", "mem16", "mem32", "sleep", "time_pulse_us",
):
    globals()[_name] = _Absent("machine." + _name)
del _name
