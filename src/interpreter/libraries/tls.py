# TLS as far as it is simulated: its records (RFC 5246), and nothing in them encrypted. The board offers one cipher suite
# from those for private use, which means just that; so a server that would encrypt refuses the handshake. Errors are
# those of axTLS (reference/esp8266 §2.7).

import io
from errno import EAGAIN, EBADF, EOPNOTSUPP

_own = globals()

PROTOCOL_TLS_CLIENT = 0
PROTOCOL_TLS_SERVER = 1
CERT_NONE = 0

_NOT_ENCRYPTED = b"\xff\x50"
_VERSION = b"\x03\x03"
_CHANGE = 20
_ALERT = 21
_HANDSHAKE = 22
_DATA = 23
_CLIENT_HELLO = 1
_SERVER_HELLO = 2
_SERVER_DONE = 14
_FINISHED = 20
_LARGEST = 1024
_POLL = 3
_READABLE = 1
_CLOSE = 4
_CONN_LOST = (-256, "CONN_LOST")
_INVALID_PROT_MSG = (-261, "INVALID_PROT_MSG")


def _number(value, size):
    return value.to_bytes(size, "big")


def _hello(host):
    extension = b""
    if host:
        name = host.encode() if isinstance(host, str) else bytes(host)
        # Server name indication (RFC 6066 §3): a list of names of which one is a host's.
        name = b"\0" + _number(len(name), 2) + name
        name = _number(len(name), 2) + name
        extension = b"\0\0" + _number(len(name), 2) + name
        extension = _number(len(extension), 2) + extension
    body = _VERSION + bytes(32) + b"\0" + b"\0\x02" + _NOT_ENCRYPTED + b"\x01\0" + extension
    return bytes((_CLIENT_HELLO,)) + _number(len(body), 3) + body


def _receive(stream, view):
    """What is there, at most as much as `view` holds: 0 is the end, None nothing yet."""
    if not hasattr(stream, "recv"):
        return stream.readinto(view)
    try:
        data = stream.recv(len(view))
    except OSError as error:
        if error.errno == EAGAIN:
            return None
        raise
    view[: len(data)] = data
    return len(data)


class SSLSocket(io.IOBase):
    def __init__(self, stream, host):
        self._stream = stream
        self._host = host
        self._blocking = True
        self._is_open = False
        self._ended = False
        self._head = bytearray(5)
        self._have = 0
        self._left = 0

    def _record(self):
        """The next record's type, when its head is whole; else as `_receive`."""
        while self._have < 5:
            count = _receive(self._stream, memoryview(self._head)[self._have :])
            if not count:
                return count
            self._have += count
        self._have = 0
        if self._head[1] != 3 or not _CHANGE <= self._head[0] <= _DATA:
            raise OSError(*_INVALID_PROT_MSG)
        self._left = self._head[3] << 8 | self._head[4]
        return self._head[0]

    def _rest(self):
        """A record that is read as a whole."""
        data = bytearray(min(self._left, _LARGEST))
        view = memoryview(data)
        done = 0
        while done < len(data):
            count = _receive(self._stream, view[done:])
            if not count:
                raise OSError(*_CONN_LOST)
            done += count
        self._left -= done
        return data

    def _send(self, kind, data):
        self._stream.write(bytes((kind,)) + _VERSION + _number(len(data), 2))
        self._stream.write(data)

    def _expect(self, kind, message=None):
        got = self._record()
        if not got:
            raise OSError(*_CONN_LOST)
        data = self._rest()
        if got == _ALERT and len(data) > 1:
            raise OSError(-data[1])
        if got != kind or self._left or message is not None and data[:1] != bytes((message,)):
            raise OSError(*_INVALID_PROT_MSG)

    def _shake_hands(self):
        self._send(_HANDSHAKE, _hello(self._host))
        self._expect(_HANDSHAKE, _SERVER_HELLO)
        self._expect(_HANDSHAKE, _SERVER_DONE)
        finished = bytes((_FINISHED, 0, 0, 12)) + bytes(12)
        self._send(_CHANGE, b"\x01")
        self._send(_HANDSHAKE, finished)
        self._expect(_CHANGE)
        self._expect(_HANDSHAKE, _FINISHED)
        self._is_open = True

    def _waiting(self, doing, *args):
        """Handshake and writing wait, also on a socket that does not."""
        if self._stream is None:
            raise OSError(EBADF)
        if self._blocking:
            return doing(*args)
        self._stream.setblocking(True)
        try:
            return doing(*args)
        finally:
            self._stream.setblocking(False)

    def _some(self, view):
        """At least one byte: 0 is the end, None nothing yet."""
        if self._stream is None:
            raise OSError(EBADF)
        if not self._is_open:
            self._waiting(self._shake_hands)
        while not self._left:
            if self._ended:
                return 0
            kind = self._record()
            if not kind:
                return kind
            if kind == _ALERT:
                self._ended = True
                alert = self._rest()
                if alert[1]:
                    raise OSError(-alert[1])
            elif kind != _DATA:
                self._rest()
        count = _receive(self._stream, view[: min(len(view), self._left)])
        if count:
            self._left -= count
        return count

    def readinto(self, buf, size=-1):
        view = memoryview(buf)
        if 0 <= size < len(view):
            view = view[:size]
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
        if size >= 0:
            data = bytearray(size)
            count = self.readinto(data)
            return None if count is None else bytes(memoryview(data)[:count])
        data = bytearray()
        part = memoryview(bytearray(256))
        while True:
            count = self._some(part)
            if count is None and not data:
                return None
            if not count:
                return bytes(data)
            data.extend(part[:count])

    def readline(self, size=-1):
        line = bytearray()
        one = bytearray(1)
        while size and not line.endswith(b"\n"):
            count = self._some(memoryview(one))
            if count is None and not line:
                return None
            if not count:
                break
            line.extend(one)
            size -= 1
        return bytes(line)

    def write(self, data, *span):
        view = memoryview(data.encode() if isinstance(data, str) else data)
        if span:
            view = view[: span[0]] if len(span) == 1 else view[span[0] : span[0] + span[1]]
        return self._waiting(self._write_all, view)

    def _write_all(self, view):
        if not self._is_open:
            self._shake_hands()
        for at in range(0, len(view), _LARGEST):
            self._send(_DATA, view[at : at + _LARGEST])
        return len(view)

    def setblocking(self, flag):
        self._stream.setblocking(flag)
        self._blocking = bool(flag)

    def ioctl(self, request, argument):
        if request == _CLOSE:
            self.close()
            return 0
        if self._stream is None:
            return -EBADF
        return self._stream.ioctl(request, argument)

    def close(self):
        stream = self._stream
        self._stream = None
        if stream is not None:
            stream.close()


class SSLContext:
    def __init__(self, protocol):
        pass

    # Certificates are not looked at: the chip knows no other mode, and takes whatever it is set to.
    @property
    def verify_mode(self):
        return CERT_NONE

    @verify_mode.setter
    def verify_mode(self, value):
        pass

    def load_cert_chain(self, cert, key):
        pass

    def wrap_socket(self, sock, *, server_side=False, do_handshake_on_connect=True, server_hostname=None):
        if server_side:
            raise OSError(EOPNOTSUPP, "the board's side of a TLS server is not simulated")
        wrapped = SSLSocket(sock, server_hostname)
        if do_handshake_on_connect:
            wrapped._shake_hands()
        return wrapped
