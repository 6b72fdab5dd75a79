# What the chip has frozen in Python, and the page gives when a program imports it first. Only its code is here, in
# memory of the firmware's: what a module makes when it is executed comes from the program's heap, as on the chip.

import _library
import _vm
from builtins import compile as _compile
from fw_wait import park as _park

_vm.firmware(id(globals()))

# Top-level modules of which nothing was compiled yet.
unloaded = {
    "_onewire", "apa102", "dht", "ds18x20", "neopixel", "ntptime", "onewire", "requests", "ssd1306", "umqtt",
    "urequests",
}


def load(name):
    """From here on MicroPython's own import finds the files of this module."""
    while True:
        paths = _library.paths(name)
        if paths is not None:
            break
        _park(-1)
    if paths is False:
        raise ImportError("the page could not load the module '%s' of the ESP8266" % name)
    for path in paths.split():
        _library.open()
        try:
            if not _library.add(path, id(_compile(_library.text(path), path, "exec"))):
                raise MemoryError
        finally:
            _library.close()
    unloaded.discard(name)
