# What a stream over another one does with the bytes that it finds there: the chip's C code (py/stream.c) for `tls` and
# `websocket`. A class of this kind has `_some(view)`, which gives at least one byte: 0 is the end, None nothing yet.

import io as _io
from errno import EAGAIN as _EAGAIN
from fw_args import block as _block, integer as _int, part as _part
from fw_socket import _adopted, _bytes_of
import _vm

_vm.firmware(id(globals()))
del _vm

_PIECE = 256


def receive(stream, view):
    """What is there, at most as much as `view` holds: 0 is the end, None nothing yet."""
    if not hasattr(stream, "recv"):
        return stream.readinto(view)
    try:
        data = stream.recv(len(view))
    except OSError as error:
        if error.errno == _EAGAIN:
            return None
        raise
    view[: len(data)] = data
    return len(data)


def span_of(data, span):
    """What `write(data, n)` or `write(data, offset, n)` is to write."""
    return _part(_bytes_of(data.encode() if isinstance(data, str) else data), span)


class Wrapped(_io.IOBase):
    def readinto(self, buf, size=-1):
        size = _int(size)
        view = memoryview(buf)
        return self._fill(view[:size] if 0 <= size < len(view) else view)

    def _fill(self, view):
        done = 0
        while done < len(view):
            count = self._some(view[done:])
            if count is None:
                return done or None
            if not count:
                break
            done += count
        return done

    def read(self, size=-1):
        size = -1 if size is None or size == -1 else _block(size)
        if size >= 0:
            data = bytearray(size)
            count = self._fill(memoryview(data))
            return None if count is None else _adopted(data, count)
        data = bytearray()
        part = memoryview(bytearray(_PIECE))
        while True:
            count = self._some(part)
            if count is None and not data:
                return None
            if not count:
                return _adopted(data, len(data))
            data.extend(part[:count])

    def readline(self, size=-1):
        size = _int(size)
        line = bytearray()
        one = memoryview(bytearray(1))
        while size:
            count = self._some(one)
            if count is None and not line:
                return None
            if not count:
                break
            line.extend(one)
            if one[0] == 10:
                break
            size -= 1
        return _adopted(line, len(line))
