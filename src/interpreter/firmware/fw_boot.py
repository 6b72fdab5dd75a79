# Runs once per start, before the student's code: puts the board's modules in the place of the WebAssembly port's.
# What is imported here lies outside the board's flash and is never visible to a program.

import builtins
import sys
import _vm

_vm.firmware(id(globals()))

_stock_import = builtins.__import__

# Modules of the WebAssembly port that let a program reach out of the board.
_HIDDEN = ("js", "jsffi", "_vm", "_lwip", "_pins", "_wlan")

# Modules of the WebAssembly port that the chip does not have; a file of that name on the flash is another matter.
_FOREIGN = (
    "abc", "base64", "cmath", "copy", "datetime", "fnmatch", "functools", "gzip", "hmac", "html", "inspect",
    "itertools", "locale", "logging", "operator", "pathlib", "stat", "string", "tarfile", "types", "unittest",
    "uu", "zlib",
)

# Modules that the chip has and this board does not have yet.
_MISSING = (
    "asyncio", "uasyncio", "btree", "cryptolib", "dht", "ds18x20", "apa102", "esp", "espnow", "framebuf_ext",
    "mip", "neopixel", "ntptime", "onewire", "port_diag", "requests", "urequests", "ssd1306", "ssl", "tls",
    "umqtt", "upysh", "webrepl", "webrepl_setup", "websocket",
)


def _import(name, globals=None, locals=None, fromlist=None, level=0):
    top = name.split(".")[0]
    if level == 0 and top not in sys.modules:
        if top in _HIDDEN:
            raise ImportError("no module named '%s'" % name)
        if top in _FOREIGN and not _on_flash(top):
            raise ImportError("no module named '%s'" % name)
        if top in _MISSING and not _on_flash(top):
            _vm.notice("import " + top, top)
            raise ImportError("the module '%s' of the ESP8266 is not simulated yet" % top)
        if top[0] == "u" and top[1:] in sys.modules and top[1:] in _OURS:
            return sys.modules[top[1:]]
    return _stock_import(name, globals, locals, fromlist, level)


def _on_flash(name):
    for directory in sys.path:
        if directory == ".frozen":
            continue
        base = (directory + "/" if directory else "") + name
        for path in (base, base + ".py", base + ".mpy"):
            try:
                os.stat(path)
                return True
            except OSError:
                pass
    return False


def _install(name, module, shown=None):
    module.__name__ = shown or name
    if hasattr(module, "__file__"):
        del module.__file__
    sys.modules[name] = module


import gc
import os
import fw_console
import fw_os
import fw_sys

# What a program sees of each module is its public part; host functions stay behind it.
sys.path[:] = ["/fw"]
import public_socket
import public_select
import public_machine
import public_time
import public_network
import public_gc
import public_micropython
import public_sys
import public_vfs

_OURS = ("socket", "select", "machine", "time", "network", "os", "sys", "gc", "micropython", "vfs")

_install("socket", public_socket, "lwip")
sys.modules["lwip"] = public_socket
_install("select", public_select)
_install("machine", public_machine)
_install("time", public_time)
_install("network", public_network)
_install("gc", public_gc)
_install("micropython", public_micropython)
_install("vfs", public_vfs)
builtins.input = fw_console.input
builtins.help = fw_console.help
builtins.__import__ = _import

# The port's `os` and `sys`, with the chip's words.
os.uname = fw_sys.uname
for _name in ("path", "VfsPosix", "__file__", "__path__", "__version__"):
    if hasattr(os, _name):
        delattr(os, _name)
for _name in dir(fw_os):
    if _name[0] != "_":
        setattr(os, _name, getattr(fw_os, _name))

for _name in tuple(sys.modules):
    if _name.startswith(("fw_", "public_", "_")) and _name != "__main__":
        del sys.modules[_name]

# As the chip's own _boot.py: a quarter of its heap may be used before garbage is collected.
gc.threshold(9504)

_vm.mount_flash()
sys.path[:] = ["", ".frozen", "/lib", "/"]
_install("sys", public_sys)
