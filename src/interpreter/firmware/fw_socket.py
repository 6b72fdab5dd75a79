# The chip's `socket` (its name is lwip) over the host's stack: reference/esp8266 §2. Nothing here is interrupted
# half-way: Ctrl-C and scheduled handlers come only where `_park` waits.

import io as _io
from gc import collect as _collect
import _lwip
import _vm
from fw_args import block as _block, integer as _int, number as _number, part as _part, text as _str
from fw_wait import park as _park

_vm.firmware(id(globals()))

AF_INET = 2
AF_INET6 = 10
SOCK_STREAM = 1
SOCK_DGRAM = 2
SOCK_RAW = 3
SOL_SOCKET = 1
SO_REUSEADDR = 4
SO_BROADCAST = 32
IPPROTO_IP = 0
IPPROTO_TCP = 6
TCP_NODELAY = 64
IP_ADD_MEMBERSHIP = 1024
IP_DROP_MEMBERSHIP = 1025
MSG_PEEK = 1
MSG_DONTWAIT = 2

_EAGAIN = -11
_EADDRINUSE = -98
_ENOTCONN = -107
_EINVAL = 22
_EBADF = 9
_EOPNOTSUPP = 95
_ETIMEDOUT = 110
_EINPROGRESS = -115
_FOREVER = -1

_now = _vm.now
_MS = _vm.millisecond()
_readable = _lwip.readable
_readable_line = _lwip.readable_line
_take = _lwip.take
_write = _lwip.write
_send_to = _lwip.send_to
_accept = _lwip.accept
_connected = _lwip.connected
_close = _lwip.close
_poll = _lwip.poll
_will_wait = _lwip.will_wait
_state = _lwip.state
_DOTTED = "%d.%d.%d.%d"
_STATE_UDP = 4
_SO_CALLBACK = 20
_POLL_INVALID = 32
_STREAM_POLL = 3
_STREAM_CLOSE = 4
_token = _lwip.token


def _address(addr):
    if not isinstance(addr, (tuple, list)):
        raise TypeError("object '%s' isn't a tuple or list" % type(addr).__name__)
    if len(addr) != 2:
        raise ValueError("requested length 2 but object has length %d" % len(addr))
    ip = _str(addr[0])
    ip = "0.0.0.0" if ip == "" else _lwip.literal(ip)
    if ip is None:
        raise ValueError("invalid arguments")
    return ip, _port(addr[1])


def _port(port):
    port = _int(port)
    if port >> 16:
        _vm.no_port("%d" % port, port & 0xFFFF)
    return port & 0xFFFF


class socket(_io.IOBase):
    _udp = False
    _callback = None

    def __init__(self, *args, **keywords):
        if keywords:
            raise TypeError("function doesn't take keyword arguments")
        if len(args) > 4:
            raise TypeError("function expected at most 4 arguments, got %d" % len(args))
        kind = SOCK_STREAM
        for index, value in enumerate(args[:3]):
            value = _int(value)
            if index == 1:
                kind = value
        if kind == SOCK_STREAM:
            self._hold(_lwip.socket())
        elif kind == SOCK_DGRAM:
            self._udp = True
            self._hold(_lwip.udp_socket())
        elif kind == SOCK_RAW:
            _vm.not_simulated("socket.SOCK_RAW")
            raise OSError(_EOPNOTSUPP)
        else:
            raise OSError(_EINVAL)

    def _hold(self, fd):
        try:
            self._fd = fd
            # Closes the socket when the collector finds that nobody holds it any more.
            self._finaliser = _token(fd)
            self._timeout = _FOREVER
        except MemoryError:
            _close(fd)
            raise

    def __repr__(self):
        timeout = 4294967295 if self._timeout < 0 else self._timeout
        fd = self._fd
        state = _state(fd)
        incoming = _lwip.incoming(fd)
        if state == _STATE_UDP:
            return "<socket state=4 timeout=%d incoming=%d>" % (timeout, incoming)
        offset = _lwip.segment_offset(fd)
        return "<socket state=%d timeout=%d incoming=%x off=%d>" % (state, timeout, incoming, offset)

    # Waiting

    def _wait(self, poll, argument, result, flags=0):
        """Asks `poll`, which gave `result`, until that is something else than EAGAIN, and raises its errors."""
        fd = self._fd
        at_once = self._timeout == 0 or flags & MSG_DONTWAIT
        if result == _EAGAIN:
            if at_once:
                raise OSError(-_EAGAIN)
            if self._timeout < 0:
                while result == _EAGAIN:
                    _will_wait()
                    _park(-1)
                    result = poll(fd, argument)
            else:
                end = _now() + self._timeout * _MS
                while result == _EAGAIN:
                    left = end - _now()
                    if left <= 0:
                        raise OSError(_ETIMEDOUT)
                    _will_wait()
                    _park(left)
                    result = poll(fd, argument)
        if result < 0:
            if result == _ENOTCONN and at_once and _state(fd) == 0:
                result = _EAGAIN  # a new socket that does not block: the chip looks at its empty queue first
            raise OSError(-result)
        return result

    def settimeout(self, seconds):
        # Milliseconds in 32 bits, without a sign: those of a negative number are some weeks.
        self._timeout = _FOREVER if seconds is None else int(_number(seconds) * 1000) & 0xFFFFFFFF

    def setblocking(self, flag):
        self._timeout = _FOREVER if flag else 0

    # Connections

    def bind(self, addr):
        ip, port = _address(addr)
        result = _lwip.bind(self._fd, ip, port)
        if result == _EADDRINUSE:
            # A listener that nobody holds any more goes at the next collection: have that now, so that the next try
            # finds the port free and does not depend on how much was allocated since.
            _collect()
        _check(result)

    def listen(self, backlog=2):
        _check(_lwip.listen(self._fd, _int(backlog)))

    def accept(self):
        # As on the chip, before the connection is taken: there may be no memory for it.
        connection = object.__new__(socket)
        fd = self._wait(_accept, 0, _accept(self._fd, 0))
        connection._hold(fd)
        connection._timeout = self._timeout
        return connection, (_lwip.peer_ip(fd), _lwip.peer_port(fd))

    def connect(self, addr):
        ip, port = _address(addr)
        result = _lwip.connect(self._fd, ip, port)
        if result != _EINPROGRESS:
            _check(result)
            return
        result = _connected(self._fd, 0)
        if result == _EAGAIN and self._timeout == 0:
            raise OSError(-_EINPROGRESS)
        self._wait(_connected, 0, result)

    def close(self):
        _close(self._fd)

    def ioctl(self, request, argument):
        """What MicroPython's streams ask of each other: of it, `select` is made."""
        if request == _STREAM_POLL:
            return _poll(self._fd, argument)
        if request != _STREAM_CLOSE:
            return -_EINVAL
        _close(self._fd)
        return 0

    def setsockopt(self, level, option, value):
        option = _int(option)
        if option == _SO_CALLBACK:
            self._set_callback(value)
        elif option == SO_REUSEADDR:
            _check(_lwip.set_reuse_address(self._fd, bool(_int(value))))
        elif option == SO_BROADCAST or option == TCP_NODELAY:
            # Whoever broadcasts needs no permission here, and what is sent goes out at once anyway.
            _int(value)
            if _poll(self._fd, 0) == _POLL_INVALID:
                raise OSError(_EBADF)
        elif option == IP_ADD_MEMBERSHIP or option == IP_DROP_MEMBERSHIP:
            view = _bytes_of(value)
            if len(view) != 8:
                raise ValueError
            group, via = (_DOTTED % tuple(view[i : i + 4]) for i in (0, 4))
            _check(_lwip.set_membership(group, via, option == IP_ADD_MEMBERSHIP))
        else:
            print("Warning: lwip.setsockopt() not implemented")

    def _set_callback(self, value):
        """What comes for the socket has the VM call `value` with it; it is held here for as long as that may be."""
        if value is None:
            _lwip.set_callback(self._fd, 0, 0)
        elif callable(value):
            _lwip.set_callback(self._fd, id(value), id(self))
        else:
            raise TypeError("'%s' object isn't callable" % type(value).__name__)
        self._callback = value

    # Bytes

    def recv(self, size, flags=0):
        if type(size) is not int or not 0 <= size <= 2048:
            size = _block(size)
        count = _readable(self._fd, size)
        if count <= 0:
            if count == 0:
                return b""
            count = self._wait(_readable, size, count, flags)
            if count == 0:
                return b""
        data = bytes(count)
        _take(self._fd, id(data), flags)
        return data

    def recvfrom(self, size, flags=0):
        data = self.recv(size, flags)
        return data, (_lwip.sender_ip(self._fd), _lwip.sender_port(self._fd))

    def send(self, data, flags=0):
        return self._send(_bytes_of(data))

    def _send(self, view):
        if self._udp:
            return self._send_packet(view, None, 0)
        size = len(view)
        count = _write(self._fd, _addressof(view), size)
        if count < 0:
            count = self._wait(lambda fd, n: _write(fd, _addressof(view), -n), size, count)
        return count

    def sendto(self, data, addr):
        view = _bytes_of(data)
        ip, port = _address(addr)
        return self._send_packet(view, ip, port) if self._udp else self._send(view)

    def _send_packet(self, view, ip, port):
        """A packet never waits for its far end, whatever the timeout; but the antenna may be busy for a moment."""
        while True:
            if ip is None:
                result = _write(self._fd, _addressof(view), len(view))
            else:
                result = _send_to(self._fd, _addressof(view), len(view), ip, port)
            if result != _EAGAIN:
                return _check(result)
            _park(1)

    def sendall(self, data, flags=0):
        if self._udp:
            raise NotImplementedError
        view = _bytes_of(data)
        if self._timeout == 0 and not _lwip.send_fits(self._fd, len(view)):
            raise OSError(-_EAGAIN)
        self._write_all(view)

    def _write_all(self, data):
        view = _bytes_of(data)
        size = len(view)
        sent = 0
        while sent < size:
            sent += self._send(view[sent:])
        return size

    def write(self, data, *span):
        view = _part(_bytes_of(data), span)
        if self._timeout != 0:
            return self._write_all(view)
        try:
            return self._send(view)
        except OSError as error:
            if error.errno == -_EAGAIN:
                return None
            raise

    def makefile(self, mode="rb", buffering=0):
        return self

    def read(self, size=-1):
        size = -1 if size is None or size == -1 else _block(size)
        if size == 0:
            return b""
        # One copy only, as on the chip: the buffer itself becomes the result.
        data = bytearray(size + 1 if size > 0 else 0)
        done = 0
        while size < 0 or done < size:
            limit = 512 if size < 0 else size - done
            count = _readable(self._fd, limit)
            if count < 0:
                if count == _EAGAIN and self._timeout == 0:
                    return _adopted(data, done) if done else None
                count = self._wait(_readable, limit, count)
            if count == 0:
                break
            if size < 0:
                data.extend(bytes(count))
            _lwip.take_into(self._fd, _addressof(data) + done, count)
            done += count
        return _adopted(data, done)

    def readinto(self, buffer, size=-1):
        size = _int(size)
        view = memoryview(buffer)
        if 0 <= size < len(view):
            view = view[:size]
        done = 0
        while done < len(view):
            count = _readable(self._fd, len(view) - done)
            if count == _EAGAIN and self._timeout == 0:
                return done or None
            if count < 0:
                count = self._wait(_readable, len(view) - done, count)
            if count == 0:
                break
            _lwip.take_into(self._fd, _addressof(view) + done, count)
            done += count
        return done

    def readline(self, size=-1):
        size = _int(size)
        limit = size if size >= 0 else 0x3FFFFFFF
        line = None
        while limit > 0:
            count = _readable_line(self._fd, limit)
            if count == _EAGAIN and self._timeout == 0:
                count = _readable(self._fd, limit)  # no whole line there: what has come of it
                if count <= 0:
                    return None if line is None else bytes(line)
            elif count < 0:
                count = self._wait(_readable_line, limit, count)
            if count == 0:
                break
            part = bytes(count)
            _take(self._fd, id(part), 0)
            limit -= count
            ends = part[-1] == 10 or limit == 0
            if line is None:
                if ends:
                    return part
                line = bytearray(part)
            else:
                line.extend(part)
                if ends:
                    break
        return b"" if line is None else _adopted(line, len(line))


from array import array as _array
from uctypes import addressof as _addressof


def _bytes_of(data):
    """A view whose length and slices count bytes: those of an array count its elements."""
    return memoryview(bytes(data) if isinstance(data, _array) else data)


def _adopted(buffer, length):
    """The first bytes of a bytearray, which is empty after it, as `bytes`."""
    if length == 0:
        return b""
    if len(buffer) == length:
        buffer.extend(b"\0")
    result = bytes(1)
    _lwip.adopt(id(result), id(buffer), length)
    return result


def _check(result):
    if result < 0:
        raise OSError(-result)
    return result


def getaddrinfo(host, port, af=0, type=0, proto=0, flags=0):
    port = _int(port)
    if af not in (0, AF_INET) or type not in (0, SOCK_STREAM) or proto or flags:
        print("Warning: unsupported getaddrinfo constraints")
    ip = _lwip.lookup(_str(host))
    if isinstance(ip, int):
        ip = _finish_lookup(ip)
    return [(AF_INET, SOCK_STREAM, 0, "", (ip, port))]


def _finish_lookup(query):
    if query < 0:
        raise OSError(query)
    try:
        while True:
            ip = _lwip.looked_up(query)
            if ip is not None:
                break
            _will_wait()
            _park(-1)
    finally:
        _lwip.cancel_lookup(query)
    if isinstance(ip, int):
        raise OSError(ip)
    return ip


def reset():
    pass


def callback():
    pass


def print_pcbs():
    pass
