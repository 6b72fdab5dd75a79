# What is spoken over WebREPL's socket, as the chip's C module has it: a password, then text for the terminal, and files
# in binary frames (reference/esp8266 §1.6).

import io as _io
import sys as _sys
from errno import EINVAL as _EINVAL
from struct import unpack_from as _unpack_from
import _vm

_vm.firmware(id(globals()))
del _vm

_PUT = 1
_GET = 2
_VERSION = 3
_HEAD = 82
_SIZE_AT = 12
_NAME_AT = 18
_SENT_AT_ONCE = 256
_TAKEN_AT_ONCE = 512
_LONGEST_PASSWORD = 9
_TEXT = 1
_BINARY = 2
_GET_DATA_OPTS = 8
_SET_DATA_OPTS = 9
_password = [b""]


def password(text):
    data = text.encode() if isinstance(text, str) else bytes(text)
    if len(data) > _LONGEST_PASSWORD:
        raise ValueError("")
    _password[0] = data


class _webrepl(_io.IOBase):
    def __init__(self, stream):
        if not hasattr(stream, "ioctl"):
            raise OSError("stream operation not supported")
        self._stream = stream
        self._is_open = False
        self._typed = b""
        self._head = bytearray(_HEAD)
        self._have = 0  # bytes of a file operation's head
        self._left = 0  # bytes of a file that are to come; of one that is sent, whether its next part is asked for
        self._file = None
        stream.write(b"Password: ")

    def readinto(self, buf):
        """One byte of what is typed. Files come and go in between."""
        one = memoryview(buf)[:1]
        while True:
            count = self._stream.readinto(one)
            if not count:
                return count
            if not self._is_open:
                if not self._check(one[0]):
                    return 0
            elif self._stream.ioctl(_GET_DATA_OPTS, 0) == _TEXT:
                return 1
            elif self._left:
                self._go_on(one)
            else:
                self._take_head(one[0])

    def read(self, size=-1):
        data = b""
        one = bytearray(1)
        while len(data) != size:
            count = self.readinto(one)
            if not count:
                return data or (None if count is None else b"")
            data += one
        return data

    def _check(self, byte):
        """A byte of the password. @returns False when it is a wrong one's last"""
        if byte not in (10, 13):
            if len(self._typed) <= _LONGEST_PASSWORD:
                self._typed += bytes((byte,))
            return True
        if self._typed != _password[0]:
            self._stream.write(b"\r\nAccess denied\r\n")
            return False
        self._is_open = True
        self._stream.write(b"\r\nWebREPL connected\r\n>>> ")
        return True

    def _take_head(self, byte):
        self._head[self._have] = byte
        self._have += 1
        if self._have < _HEAD:
            self._have += self._stream.readinto(memoryview(self._head)[self._have :]) or 0
        if self._have == _HEAD:
            self._have = 0
            self._operate()

    def _operate(self):
        operation = self._head[2]
        if operation == _VERSION:
            self._send(bytes(_sys.implementation[1][:3]))
            return
        name = str(bytes(self._head[_NAME_AT:]).split(b"\0")[0], "utf8")
        self._file = open(name, "wb" if operation == _PUT else "rb")
        self._answer()
        if operation == _PUT:
            self._left = _unpack_from("<I", self._head, _SIZE_AT)[0]
            self._finish_file()
        elif operation == _GET:
            self._left = 1

    def _go_on(self, one):
        if self._head[2] == _GET:
            data = self._file.read(_SENT_AT_ONCE)
            self._send(bytes((len(data) & 0xFF, len(data) >> 8)) + data)
            self._left = 1 if data else 0
        else:
            self._file.write(one)
            self._left -= 1
            view = memoryview(bytearray(min(self._left, _TAKEN_AT_ONCE - 1)))
            count = self._stream.readinto(view) or 0
            self._file.write(view[:count])
            self._left -= count
        self._finish_file()

    def _finish_file(self):
        if not self._left:
            self._file.close()
            self._file = None
            self._answer()

    def _answer(self):
        self._send(b"WB\0\0")

    def _send(self, data):
        before = self._stream.ioctl(_SET_DATA_OPTS, _BINARY)
        self._stream.write(data)
        self._stream.ioctl(_SET_DATA_OPTS, before)

    def write(self, data, *span):
        # Nothing of the terminal is told to who has not given the password.
        if self._is_open:
            self._stream.write(data, *span)
        return span[-1] if span else len(data)

    def ioctl(self, request, argument=0):
        raise OSError(_EINVAL)

    def close(self):
        if self._file:
            self._file.close()
        self._stream.close()
