# The port's own `sys`, whose constants are in read-only memory, copied into a module with the chip's words.

import sys as _stock
from collections import namedtuple as _namedtuple
import _vm
from fw_stdio import stdin as _stdin, stdout as _stdout, stderr as _stderr

_vm.firmware(id(globals()))

for _name in dir(_stock):
    if not _name.startswith("__") and _name not in ("ps1", "ps2", "tracebacklimit", "settrace"):
        globals()[_name] = getattr(_stock, _name)

stdin = _stdin
stdout = _stdout
stderr = _stderr
platform = "esp8266"
implementation = _namedtuple("", ("name", "version", "_machine", "_mpy", "_build"))(
    "micropython", _stock.implementation[1], "ESP module with ESP8266", 9990, "ESP8266_GENERIC"
)

_vm.set_version(version.split("; ")[1])
