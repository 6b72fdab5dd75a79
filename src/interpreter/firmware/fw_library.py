# What the chip has frozen in Python, and the page gives when a program imports it first. Only its code is here, in
# memory of the firmware's: what a module makes when it is executed comes from the program's heap, as on the chip.

import sys as _sys
import _library
import _vm
from builtins import __import__ as _stock_import, compile as _compile
from fw_wait import park as _park

_vm.firmware(id(globals()))

# Top-level modules of which nothing was compiled yet.
unloaded = {
    "_onewire", "apa102", "dht", "ds18x20", "mip", "neopixel", "ntptime", "onewire", "requests", "ssd1306",
    "ssl", "umqtt", "upysh", "urequests", "webrepl", "webrepl_setup",
}

def _paths(name):
    while True:
        paths = _library.paths(name)
        if paths is False:
            raise ImportError("the page could not load the module '%s' of the ESP8266" % name.lstrip(":"))
        if paths is not None:
            return paths.split()
        _park(-1)


def _add(path, listed):
    _library.add(listed, id(_compile(_library.text(path), listed, "exec")))


def load(name):
    """From here on MicroPython's own import finds the files of this module."""
    for path in _paths(name):
        opened = _library.open()
        try:
            _add(path, path)
        finally:
            if opened:
                _library.close(False)
    unloaded.discard(name)


# What firmware finds that is imported later.
modules = {}


def load_firmware(name, use):
    """Imports what is firmware, too: it is executed here. `use` gets what is public of it."""
    paths = _paths(":" + name)
    loaded = _sys.modules
    before = list(loaded)
    path = _sys.path[:]
    added = 0
    # What is executed here may import more of it.
    opened = _library.open()
    try:
        _sys.path[:] = [".frozen"]
        loaded.update(modules)
        for file in paths:
            _add(file, file.split("/")[1])
            added += 1
        use(_stock_import("public_" + name))
    finally:
        _sys.path[:] = path
        for each in list(loaded):
            if each not in before:
                del loaded[each]
        _library.drop(added)
        if opened:
            _library.close(True)
