# `sys.stdin`, `sys.stdout`, `sys.stderr`: text streams on the console, with `.buffer` for its bytes as they are
# (reference/esp8266 §5). Reading waits on the UART; nothing is echoed, and there is no end.

import io as _io
from uctypes import addressof as _addressof
import _vm
from fw_args import part as _part
from fw_wait import park as _park

_vm.firmware(id(globals()))

_take = _vm.stdin_take
_ready = _vm.stdin_ready
_write_raw = _vm.stdout_write
_POLL = 3  # MP_STREAM_POLL, with MP_STREAM_POLL_RD and _WR
_RD = 1
_WR = 4


class FileIO(_io.IOBase):
    _text = False

    def __init__(self, fd):
        self._fd = fd

    def __repr__(self):
        return "<io.%s %d>" % (type(self).__name__, self._fd)

    def ioctl(self, request, flags):
        if request != _POLL:
            return 0
        if self._fd:
            return flags & _WR
        return flags & _RD if _ready() else 0

    def _wait(self, view, size):
        done = 0
        while done < size:
            count = _take(_addressof(view) + done, size - done, self._text)
            done += count
            if not count:
                _park(-1)
        return done

    def readinto(self, buf, n=-1):
        self._may_read()
        size = len(buf) if n < 0 else min(n, len(buf))
        return self._wait(buf, size)

    def _may_read(self):
        if self._fd:
            raise OSError(1)

    def read(self, n=-1):
        self._may_read()
        got = bytearray()
        while n:
            n -= 1
            self._char(got)
        return self._made(got)

    def readline(self, n=-1):
        self._may_read()
        got = bytearray()
        while n:
            n -= 1
            self._char(got)
            if got[-1] == 10:
                break
        return self._made(got)

    def readlines(self):
        lines = []
        while True:
            lines.append(self.readline())

    def __iter__(self):
        return self

    def __next__(self):
        return self.readline()

    def _char(self, got):
        """One byte more; of text, one character, which may be several."""
        one = bytearray(1)
        self._wait(one, 1)
        got.extend(one)
        if self._text and one[0] >= 0xC0:
            more = 1 if one[0] < 0xE0 else 2 if one[0] < 0xF0 else 3
            rest = bytearray(more)
            self._wait(rest, more)
            got.extend(rest)

    def _made(self, got):
        return str(got, "utf8") if self._text else bytes(got)

    def write(self, data, *span):
        if not self._fd:
            raise OSError(1)
        view = data.encode() if isinstance(data, str) else data
        if span:
            data = view = _part(memoryview(view), span)
        _write_raw(_addressof(view), len(view), self._text)
        return len(data)

    def flush(self):
        pass

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


class TextIOWrapper(FileIO):
    _text = True

    def __init__(self, fd):
        self._fd = fd
        self.buffer = FileIO(fd)


stdin = TextIOWrapper(0)
stdout = TextIOWrapper(1)
stderr = TextIOWrapper(2)
