# A shell's commands for the files of the board. `ls`, `pwd`, `clear` and `man` act when the prompt shows them, too.

import os
import sys

_DIRECTORY = 0x4000
_ALL = 1 << 30  # lines


class _Shown:
    def __init__(self, act):
        self._act = act

    def __call__(self, *args):
        return self._act(*args)

    def __repr__(self):
        return self._act() or ""


def _is_directory(path):
    return bool(os.stat(path)[0] & _DIRECTORY)


def _ls(path="."):
    entries = sorted(os.ilistdir(path))
    for entry in entries:
        if entry[1] == _DIRECTORY:
            print("   <dir>", entry[0])
    for entry in entries:
        if entry[1] != _DIRECTORY:
            print("%8d %s" % (entry[3], entry[0]))
    space = os.statvfs(path)
    print("\n{:,d}k free".format(space[1] * space[3] // 1024))


def _man():
    return """
Commands of upysh, for `from upysh import *`:
pwd, cd(...), ls, ls(...), mkdir(...), rmdir(...)
cat(...), head(...), newfile(...), clear
cp('from', 'to'), mv('old', 'new'), rm(...)
man shows this again.
"""


def head(path, lines=10):
    with open(path) as file:
        while lines > 0:
            line = file.readline()
            if not line:
                return
            sys.stdout.write(line)
            lines -= 1


def cat(path):
    head(path, _ALL)


def cp(source, target):
    try:
        if _is_directory(target):
            target = target.rstrip("/") + "/" + source
    except OSError:
        pass  # it is to be made
    part = bytearray(512)
    view = memoryview(part)
    with open(source, "rb") as old, open(target, "wb") as new:
        count = old.readinto(part)
        while count > 0:
            new.write(view[:count])
            count = old.readinto(part)


def newfile(path):
    print("Type the lines of the file. Ctrl-D ends it.")
    with open(path, "w") as file:
        while True:
            try:
                file.write(input() + "\n")
            except EOFError:
                return


def _remove(path):
    if not _is_directory(path):
        os.remove(path)
        return
    for entry in os.ilistdir(path):
        _remove(path + "/" + entry[0])
    os.rmdir(path)


def rm(path):
    try:
        _remove(path)
    except OSError:
        print("rm of '%s' failed" % path)


cd = os.chdir
mkdir = os.mkdir
mv = os.rename
rmdir = os.rmdir
ls = _Shown(_ls)
pwd = _Shown(os.getcwd)
clear = _Shown(lambda: "\x1b[2J\x1b[H")
man = _Shown(_man)

print(man)
