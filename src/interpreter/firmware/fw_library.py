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
    "_onewire", "_webrepl", "apa102", "dht", "ds18x20", "mip", "neopixel", "ntptime", "onewire", "requests", "ssd1306",
    "ssl", "tls", "umqtt", "urequests", "webrepl", "webrepl_setup", "websocket",
}

# What is in C on the chip, and Ctrl-C does not come into. Held for ever: nothing else may come to lie in their places.
_in_c = []


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
        _library.open()
        try:
            _add(path, path)
        finally:
            _library.close(False)
    unloaded.discard(name)


def loaded(module):
    """It was imported for the first time."""
    if hasattr(module, "_own"):
        _in_c.append(module._own)
        _vm.firmware(id(module._own))
        del module._own
    if module.__name__ == "tls":
        _vm.tls_used()


# What firmware finds that is imported later.
modules = {}


def load_firmware(name, use):
    """Imports what is firmware, too: it is executed here. `use` gets what is public of it."""
    paths = _paths(":" + name)
    loaded = _sys.modules
    before = list(loaded)
    path = _sys.path[:]
    added = 0
    _library.open()
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
        _library.close(True)
