# TLS as far as it is simulated: its records (RFC 5246), and nothing in them encrypted. Both ends know one cipher suite from
# those for private use, which means just that; so whoever would encrypt refuses the handshake, and for real hosts
# somebody else has to begin it (net/real/meeting.ts). Errors are those of axTLS (reference/esp8266 §2.7).

from errno import EBADF as _EBADF, ENOTCONN as _ENOTCONN
from fw_wrapped import Wrapped as _Wrapped, receive as _receive, span_of as _span_of
import _vm

_vm.firmware(id(globals()))
_used = _vm.tls_used
del _vm

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
# What each side hears in a handshake, in order; 0 is the change of the cipher.
_FOR_CLIENT = (_SERVER_HELLO, _SERVER_DONE, 0, _FINISHED)
_FOR_SERVER = (_CLIENT_HELLO, 0, _FINISHED)
# RFC 5246 §7.2.
_CLOSE_NOTIFY = 0
_UNEXPECTED = 10
_HANDSHAKE_FAILURE = 40
_WARNING = 1
_FATAL = 2
# As the chip's build has them: what it sends at once, and the longest record that it takes.
_LARGEST = 1024
_LONGEST = 5115
_HEAD = 5
_STREAM_POLL = 3
_STREAM_CLOSE = 4
_POLLIN = 1
_POLLOUT = 4
_CONN_LOST = (-256, "CONN_LOST")
_RECORD_OVERFLOW = (-257, "RECORD_OVERFLOW")
_INVALID_HANDSHAKE = (-260, "INVALID_HANDSHAKE")
_INVALID_PROT_MSG = (-261, "INVALID_PROT_MSG")
_NO_CIPHER = (-266, "NO_CIPHER")


def _sized(data, size=2):
    """Behind its length."""
    return len(data).to_bytes(size, "big") + data


def _record(kind, data):
    record = bytearray(_HEAD + len(data))
    record[0] = kind
    record[1:3] = _VERSION
    record[3] = len(data) >> 8
    record[4] = len(data) & 0xFF
    record[_HEAD:] = data
    return record


def _message(kind, body=b""):
    return _record(_HANDSHAKE, bytes((kind,)) + _sized(body, 3))


def _client_hello(host):
    extension = b""
    if host is not None:
        name = host.encode() if isinstance(host, str) else bytes(host)
        # Server name indication (RFC 6066 §3): a list of names of which one is a host's.
        extension = _sized(b"\0\0" + _sized(_sized(b"\0" + _sized(name))))
    return _message(_CLIENT_HELLO, _VERSION + bytes(32) + b"\0" + _sized(_NOT_ENCRYPTED) + b"\x01\0" + extension)


def _server_hello():
    return _message(_SERVER_HELLO, _VERSION + bytes(33) + _NOT_ENCRYPTED + b"\0") + _message(_SERVER_DONE)


def _offers(hello):
    """Whether a ClientHello has the suite: behind version, random and session (RFC 5246 §7.4.1.2)."""
    at = 39 + hello[38]
    end = at + 2 + (hello[at] << 8 | hello[at + 1])
    for place in range(at + 2, end, 2):
        if hello[place : place + 2] == _NOT_ENCRYPTED:
            return True
    return False


class SSLSocket(_Wrapped):
    def __init__(self, stream, host, is_server):
        self._stream = stream
        self._blocking = True
        self._awaited = _FOR_SERVER if is_server else _FOR_CLIENT
        self._is_server = is_server
        self._failure = None
        self._ended = False
        # Of what is to be sent, that for which there was no room.
        self._unsent = b"" if is_server else _client_hello(host)
        self._head = bytearray(_HEAD)
        self._have = 0
        self._left = 0
        # A record that is read as a whole, as far as it has come.
        self._body = None
        _used()

    # What is below

    def _take(self, view):
        """As `_receive`. On the chip, however reading fails, the connection is lost."""
        try:
            count = _receive(self._stream, view)
            if count is None and self._blocking:
                # The chip asks again and again; this waits.
                self._stream.setblocking(True)
                count = _receive(self._stream, view)
            return count
        except OSError:
            return 0

    def _flush(self):
        """Whether all is sent."""
        while self._unsent:
            try:
                count = self._stream.write(self._unsent)
            except OSError:
                self._ended = True
                self._unsent = b""
                raise OSError(*_CONN_LOST)
            if count is None:
                if not self._blocking:
                    return False
                self._stream.setblocking(True)
            else:
                self._unsent = memoryview(self._unsent)[count:]
        return True

    def _kind(self):
        """The next record's type, when its head is whole; else as `_receive`."""
        while self._have < _HEAD:
            count = self._take(memoryview(self._head)[self._have :])
            if not count:
                return count
            self._have += count
        self._have = 0
        self._left = self._head[3] << 8 | self._head[4]
        if self._left > _LONGEST:
            self._fail(_RECORD_OVERFLOW)
        if not _CHANGE <= self._head[0] <= _DATA:
            self._fail(_INVALID_PROT_MSG)
        return self._head[0]

    def _whole(self):
        """What is in a record that is not data; None while it is under way."""
        if self._body is None:
            self._body = bytearray(self._left)
        while self._left:
            count = self._take(memoryview(self._body)[len(self._body) - self._left :])
            if not count:
                return None if count is None else self._fail(_CONN_LOST)
            self._left -= count
        body = self._body
        self._body = None
        return body

    def _fail(self, error, alert=_UNEXPECTED):
        self._ended = True
        if error is not _CONN_LOST:
            self._say(_FATAL, alert)
        raise OSError(*error)

    def _say(self, level, alert):
        """An alert, if there is somebody who hears it."""
        try:
            self._unsent = bytes(self._unsent) + _record(_ALERT, bytes((level, alert)))
            self._flush()
        except OSError:
            pass

    # The handshake

    def _advance(self):
        """Goes on with the handshake. Whether it is over."""
        if self._failure:
            raise self._failure
        while self._flush() and self._awaited:
            if self._body is None:
                kind = self._kind()
                if kind is None:
                    return False
                if kind == 0:
                    self._fail(_CONN_LOST)
            body = self._whole()
            if body is None:
                return False
            self._on_message(self._head[0], body)
        return not self._unsent

    def _say_hello(self):
        """Without waiting: it may not be connected yet."""
        self._blocking = False
        try:
            self._flush()
        finally:
            self._blocking = True

    def _on_message(self, kind, body):
        if kind == _ALERT and len(body) == 2:
            self._ended = True
            raise OSError(-body[1] if body[1] else _ENOTCONN)
        awaited = self._awaited[0]
        if kind != (_HANDSHAKE if awaited else _CHANGE) or not body or awaited and body[0] != awaited:
            self._fail(_INVALID_HANDSHAKE)
        self._awaited = self._awaited[1:]
        if awaited == _CLIENT_HELLO:
            try:
                offered = _offers(body)
            except IndexError:
                offered = False
            if not offered:
                self._fail(_NO_CIPHER, _HANDSHAKE_FAILURE)
            self._unsent = _server_hello()
        elif awaited == (_FINISHED if self._is_server else _SERVER_DONE):
            self._unsent = _record(_CHANGE, b"\x01") + _message(_FINISHED, bytes(12))

    # What a program sees

    def _some(self, view):
        self._check()
        if self._awaited and not self._advance():
            return None
        while not self._left or self._body is not None:
            if self._ended:
                return 0
            if self._body is None:
                kind = self._kind()
                if not kind:
                    return kind
                if kind == _DATA:
                    continue
            body = self._whole()
            if body is None:
                return None
            self._on_other(self._head[0], body)
        count = self._take(view[: min(len(view), self._left)])
        if count:
            self._left -= count
        return count

    def _on_other(self, kind, body):
        """A record after the handshake that is not data."""
        if kind != _ALERT or len(body) != 2:
            self._fail(_INVALID_PROT_MSG)
        if body[1]:
            self._ended = True
            raise OSError(-body[1])
        self._say(_WARNING, _CLOSE_NOTIFY)
        self._ended = True

    def write(self, data, *span):
        self._check()
        view = _span_of(data, span)
        # Here the handshake comes first; the chip's own code would send data into the middle of it.
        if self._awaited and not self._advance():
            return None
        sent = 0
        try:
            while sent < len(view) and not self._ended:
                if not self._flush():
                    return sent or None
                self._unsent = _record(_DATA, view[sent : sent + _LARGEST])
                sent += min(len(view) - sent, _LARGEST)
            self._flush()
        except OSError as error:
            if error.errno != _CONN_LOST[0]:
                raise
            return 0
        return sent

    def setblocking(self, flag):
        self._stream.setblocking(flag)
        self._blocking = bool(flag)

    def ioctl(self, request, argument):
        if request == _STREAM_CLOSE:
            self.close()
            return 0
        if self._stream is None:
            return -_EBADF
        if request != _STREAM_POLL or self._blocking:
            return self._stream.ioctl(request, argument)
        return self._poll(argument)

    def _poll(self, asked):
        """Who waits for a handshake waits for what that waits for; a failure is for reading and writing to tell."""
        try:
            if self._awaited and not self._advance():
                asked = _POLLOUT if self._unsent else _POLLIN
                return self._stream.ioctl(_STREAM_POLL, asked) & ~(_POLLIN | _POLLOUT)
            is_sent = self._flush()
        except OSError as error:
            self._failure = error
            return asked
        if self._ended:
            return asked
        got = self._stream.ioctl(_STREAM_POLL, asked)
        return got if is_sent else got & ~_POLLOUT

    def _check(self):
        if self._stream is None:
            raise OSError(_EBADF)

    def close(self):
        stream = self._stream
        if stream is None:
            return
        if not self._ended:
            # What was taken from the program is sent, as the chip has done it by then.
            self._blocking = True
            self._say(_WARNING, _CLOSE_NOTIFY)
        self._stream = None
        stream.close()


class SSLContext:
    def __init__(self, protocol):
        self._key = self._cert = None

    # Certificates are not looked at: the chip knows no other mode, and takes whatever it is set to.
    @property
    def verify_mode(self):
        return 0

    @verify_mode.setter
    def verify_mode(self, value):
        pass

    def load_cert_chain(self, cert, key):
        self._cert = cert
        self._key = key

    def wrap_socket(self, sock, *, server_side=False, do_handshake_on_connect=True, server_hostname=None):
        if self._key is not None:
            _check_der(self._key, "invalid key")
            _check_der(self._cert, "invalid cert")
        wrapped = SSLSocket(sock, server_hostname, bool(server_side))
        # A server's begins when it is read from or written to; a client has said its hello on return.
        if not server_side and do_handshake_on_connect:
            wrapped._advance()
        elif not server_side:
            wrapped._say_hello()
        return wrapped


def _check_der(data, words):
    """The chip takes DER, which begins with a sequence (X.690 §8.9), and not PEM."""
    if not isinstance(data, (str, bytes, bytearray)):
        raise TypeError("can't convert '%s' object to str implicitly" % type(data).__name__)
    if data[:1] != ("0" if isinstance(data, str) else b"0"):
        raise ValueError(words)
