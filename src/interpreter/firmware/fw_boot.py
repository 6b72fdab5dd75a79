# Runs once per start, before the student's code: puts the board's modules in the place of the WebAssembly port's.
# What is imported here lies outside the board's flash and is never visible to a program.

import builtins
import sys
import _chip
import _library
import _lwip
import _pins
import _vm
import _wlan

_vm.firmware(id(globals()))

_stock_import = builtins.__import__

# All host functions are held for life. Otherwise each is wrapped anew when it is looked up; and when there is no memory
# for that once, the port takes it for wrapped ever after (objjsproxy.c), and the function cannot be called any more.
# In small groups: the collector has 64 places for pointers that it is to follow, and starts over when they run out.
def _held(module):
    names = module.names().split()
    return [[getattr(module, name) for name in names[at : at + 8]] for at in range(0, len(names), 8)]


_functions = [_held(module) for module in (_chip, _library, _lwip, _pins, _vm, _wlan)]

# Modules that the chip has and this board does not have yet.
_MISSING = (
    "_espnow", "btree", "cryptolib", "espnow", "flashbdev", "inisetup", "port_diag",
)


# What is firmware, too, and loaded when it is imported first.
_LATE = ("asyncio", "uasyncio", "tls", "websocket", "_webrepl")

# What was loaded of it, by the name of an import: with every module that comes with it.
_frozen = {}


def _import(name, globals=None, locals=None, fromlist=None, level=0):
    if level and globals is None:
        # What it is relative to is then told by the globals of whoever called, which are not this function's.
        stock = _stock_import
        _vm.enter_caller(id(_import))
        return stock(name, None, locals, fromlist, level)
    if level == 0 and isinstance(name, str):
        top = name.split(".")[0]
        if top in _LATE and top not in _frozen and not _is_shadowed(top):
            _load_firmware(top.lstrip("u"), _freeze)
        if top in _frozen and top not in _loaded and not _is_shadowed(top):
            _loaded.update(_frozen[top])
        if top in _unloaded and not _is_shadowed(top):
            _load(top)
    try:
        return _stock_import(name, globals, locals, fromlist, level)
    except ImportError as error:
        missing = name.split(".")[0]
        if level or missing not in _MISSING or str(error) != "no module named '%s'" % missing:
            raise
    _vm.no_module(missing)
    raise ImportError("the module '%s' of the ESP8266 is not simulated yet" % missing)


def _is_shadowed(name):
    """Whether a file of the flash comes before what is frozen."""
    for directory in sys.path:
        if directory == ".frozen":
            break
        base = directory + "/" + name if directory else name
        for path in (base, base + ".py", base + ".mpy"):
            try:
                _stat(path)
                return True
            except OSError:
                pass
    return False


def _install(name, module, extensible=True):
    # What was installed is read-only: `socket` is `lwip` by another name.
    if module.__name__ != "lwip":
        module.__name__ = name
    if not _vm.add_module(id(name), id(module), extensible):
        raise ValueError(name)


def _freeze(package):
    # Behind `public_`.
    name = package.__name__ = package.__name__[7:]
    modules = _frozen[name] = {name: package}
    if name == "asyncio":
        package.__path__ = name
        for part in ("core", "event", "funcs", "lock", "stream"):
            module = modules["asyncio." + part] = getattr(package, part)
            module.__name__ = "asyncio." + part
        _frozen["uasyncio"] = {"uasyncio": package}


from fw_library import (
    load as _load, load_firmware as _load_firmware, modules as _modules, unloaded as _unloaded,
)
from fw_os import stat as _stat
import fw_builtins
import fw_console

# What a program sees of each module is its public part; host functions stay behind it.
import public_socket
import public_select
import public_machine
import public_time
import public_network
import public_esp
import public_gc
import public_hashlib
import public_micropython
import public_sys
import public_os
import public_vfs

_install("lwip", public_socket, False)
_install("socket", public_socket)
_install("select", public_select)
_install("machine", public_machine)
_install("time", public_time)
_install("esp", public_esp, False)
_install("hashlib", public_hashlib)
_install("network", public_network, False)
_install("gc", public_gc, False)
_install("micropython", public_micropython, False)
_install("os", public_os)
_install("vfs", public_vfs, False)
builtins.input = fw_console.input
builtins.help = fw_console.help
builtins.pow = fw_builtins.pow
builtins.__import__ = _import

# What is loaded so far a program can import, and does not see: as on the chip, it is not among what was loaded.
_loaded = sys.modules
_modules.update(_loaded)
_loaded.clear()

# As the chip's own _boot.py: a quarter of its heap may be used before garbage is collected.
public_gc.threshold(9504)

_vm.mount_flash()
sys.path[:] = ["", ".frozen", "/lib", "/"]
_install("sys", public_sys, False)
