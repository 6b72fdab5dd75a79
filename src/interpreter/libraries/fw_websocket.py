# Frames of WebSocket (RFC 6455 §5) over a stream, as the chip's C module has them: no fragments are sent, pings are
# passed over, and a frame of 64 KiB or more is an error.

from errno import EINVAL as _EINVAL, EIO as _EIO, ENOBUFS as _ENOBUFS
from fw_wrapped import Wrapped as _Wrapped, receive as _receive, span_of as _span_of
import _vm

_vm.firmware(id(globals()))
del _vm

_GET_DATA_OPTS = 8  # MP_STREAM_GET_DATA_OPTS (py/stream.h): the opcode of the data that was read last
_SET_DATA_OPTS = 9  # … of what is written from here on
_TEXT = 1
_CLOSE = 8
_OPCODE = 15
_FINAL = 0x80
_MASKED = 0x80
_LENGTH = 0x7F
_TWO_BYTES = 126
_EIGHT_BYTES = 127


class websocket(_Wrapped):
    def __init__(self, stream, blocking=False):
        if not hasattr(stream, "ioctl") and not isinstance(stream, io.BytesIO):
            raise OSError("stream operation not supported")
        self._stream = stream
        self._blocking = blocking is True
        self._head = bytearray(8)
        self._opcode = _TEXT
        self._kind = 0
        self._begin()

    def _begin(self):
        self._have = 0
        self._need = 2
        self._left = -1  # bytes of the frame that are still to come; -1: its head is
        self._place = 0

    def _read_head(self):
        """@returns 1 when the frame's head is whole"""
        head = self._head
        while self._have < self._need:
            count = _receive(self._stream, memoryview(head)[self._have : self._need])
            if not count:
                return count
            self._have += count
            if self._have == 2:
                length = head[1] & _LENGTH
                if length == _EIGHT_BYTES:
                    self._stream.close()
                    raise OSError(_EIO)
                self._need += (2 if length == _TWO_BYTES else 0) + (4 if head[1] & _MASKED else 0)
        self._left = head[1] & _LENGTH
        if self._left == _TWO_BYTES:
            self._left = head[2] << 8 | head[3]
        if 0 < head[0] & _OPCODE < _CLOSE:
            self._kind = head[0] & _OPCODE
        return 1

    def _unmask(self, view):
        if self._head[1] & _MASKED:
            mask = self._head[self._need - 4 : self._need]
            for index in range(len(view)):
                view[index] ^= mask[self._place & 3]
                self._place += 1

    def _some(self, view):
        """At least one byte of data: 0 is the end, None nothing yet."""
        while True:
            if self._left < 0:
                count = self._read_head()
                if not count:
                    return count
            count = 0
            if self._left:
                count = _receive(self._stream, view[: min(len(view), self._left)])
                if not count:
                    return count
                self._unmask(view[:count])
                self._left -= count
            opcode = self._head[0] & _OPCODE
            if not self._left:
                self._begin()
                if opcode == _CLOSE:
                    self._send(bytes((_FINAL | _CLOSE, 0)), b"")
                    return 0
            if count and opcode < _CLOSE:
                return count

    def write(self, data, *span):
        view = _span_of(data, span)
        size = len(view)
        if size > 0xFFFF:
            raise OSError(_ENOBUFS)
        head = bytes((_FINAL | self._opcode, size) if size < _TWO_BYTES else (_FINAL | self._opcode, _TWO_BYTES, size >> 8, size & 0xFF))
        self._send(head, view)
        return size

    def _send(self, head, view):
        stream = self._stream
        if self._blocking:
            stream.setblocking(True)
        try:
            stream.write(head)
            if len(view):
                stream.write(view)
        finally:
            if self._blocking:
                stream.setblocking(False)

    def ioctl(self, request, argument=0):
        if request == _GET_DATA_OPTS:
            return self._kind
        if request != _SET_DATA_OPTS:
            raise OSError(_EINVAL)
        before = self._opcode
        self._opcode = argument & _OPCODE
        return before

    def close(self):
        self._stream.close()
