# The chip's `esp`, as far as it is there: reference/esp8266 §5.

import _vm
from fw_args import integer as _integer
from fw_pulses import apa102_write

_vm.firmware(id(globals()))

SLEEP_NONE = 0
SLEEP_LIGHT = 1
SLEEP_MODEM = 2

_EOPNOTSUPP = 95
_sleep_type = SLEEP_MODEM


def osdebug(uart, level=None):
    # The SDK of this board has nothing to say.
    if uart is not None:
        _integer(uart)


def sleep_type(type=None):
    global _sleep_type
    if type is None:
        return _sleep_type
    _sleep_type = _integer(type)


def flash_id():
    # The maker and the kind of a Winbond W25Q32: 4 MiB.
    return 0x1640EF


def flash_size():
    return 4194304


def flash_user_start():
    return 1048576


def _missing(name):
    def missing(*args, **kwargs):
        _vm.not_simulated("esp." + name)
        raise OSError(_EOPNOTSUPP)

    return missing


for _name in (
    "check_fw", "deepsleep", "esf_free_bufs", "flash_erase", "flash_read", "flash_write", "free",
    "freemem", "malloc", "meminfo", "set_native_code_location",
):
    globals()[_name] = _missing(_name)
