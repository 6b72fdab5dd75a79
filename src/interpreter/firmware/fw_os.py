# The chip's `os` and `vfs` where the port's differ: the files themselves are the host's (reference/esp8266 §5).

from collections import namedtuple as _namedtuple
import os as _os
from os import chdir, getcwd, listdir, mkdir, remove, rename, rmdir, sep, stat, statvfs, unlink
from random import getrandbits as _getrandbits
import _vm
from vfs import mount as _mount, umount
from fw_library import load_firmware as _load_firmware
from fw_sys import version as _version
from fw_wait import park as _park

_vm.firmware(id(globals()))

_EOPNOTSUPP = 95
# How long `sync` waits for the page to store what was written, in milliseconds.
_PATIENCE = 2000
_kept = _vm.flash_kept
_list = _os.ilistdir

_uname = _namedtuple("", ("sysname", "nodename", "release", "version", "machine"))(
    "esp8266", "esp8266", "2.2.0-dev(9422289)", _version.split("MicroPython ")[1], "ESP module with ESP8266"
)


def uname():
    return _uname


def sync():
    """Returns when everything that was written is stored."""
    end = _vm.now() + _PATIENCE * _vm.millisecond()
    while not _kept():
        left = end - _vm.now()
        if left <= 0:
            _vm.flash_slow()
            return
        _park(left)


def ilistdir(path=""):
    # Raises here and not when the first entry is asked for.
    entries = _list(path)
    if isinstance(path, str):
        path = path or getcwd()
        return _sized(path, "/", entries)
    return _sized(path, b"/", entries)


def _sized(path, sep, entries):
    for entry in entries:
        if len(entry) > 3:
            # Of a file system that was mounted: it has said so itself.
            yield entry
        else:
            name, kind = entry[:2]
            yield (name, kind, 0, 0 if kind == 0x4000 else stat(path + sep + name)[6])


def urandom(n):
    return bytes(_getrandbits(8) for _ in range(n))


def mount(*args, **kwargs):
    # Without arguments it lists what is mounted. A file system in Python is MicroPython's own business.
    if not args or hasattr(args[0], "mount"):
        return _mount(*args, **kwargs)
    _missing("vfs.mount")


class _FileSystem:
    def __init__(self, name):
        self._name = name

    def __call__(self, *args, **kwargs):
        _missing(self._name)

    def mkfs(self, *args, **kwargs):
        _missing(self._name)

    def __repr__(self):
        return "<%s: not simulated>" % self._name


VfsFat = _FileSystem("vfs.VfsFat")
VfsLfs2 = _FileSystem("vfs.VfsLfs2")


# public_dupterm.py, which is fetched at the first dupterm.
_terminal = []


def dupterm(*args):
    if not _terminal:
        _load_firmware("dupterm", _terminal.append)
    return _terminal[0].dupterm(*args)


def dupterm_notify(_):
    if _terminal:
        _terminal[0].notify(_)


def _missing(name):
    _vm.not_simulated(name)
    raise OSError(_EOPNOTSUPP)
