# What the chip has frozen in Python, and the page gives when a program imports it first. Only its code is here, in
# memory of the firmware's: what a module makes when it is executed comes from the program's heap, as on the chip.

import _library
import _vm
from builtins import compile as _compile, exec as _exec
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
        if paths is not None:
            break
        _park(-1)
    if paths is False:
        raise ImportError("the page could not load the module '%s' of the ESP8266" % name)
    return paths.split()


def load(name):
    """From here on MicroPython's own import finds the files of this module."""
    for path in _paths(name):
        _library.open()
        try:
            if not _library.add(path, id(_compile(_library.text(path), path, "exec"))):
                raise MemoryError
        finally:
            _library.close()
    unloaded.discard(name)


def loaded(module):
    """It was imported for the first time."""
    own = getattr(module, "_own", None)
    if own is not None:
        _in_c.append(own)
        _vm.firmware(id(own))
        del module._own
    text = getattr(module, "_notice", None)
    if text:
        _vm.notice("import " + module.__name__, text)


def run(name):
    """Runs a part of firmware that is no module for programs. Gives its globals."""
    _paths(name)
    own = {"_vm": _vm}
    _library.open()
    try:
        code = _compile(_library.text(name + ".py"), name + ".py", "exec")
    finally:
        _library.close()
    _in_c.append(own)
    _vm.firmware(id(own))
    _exec(code, own)
    return own
