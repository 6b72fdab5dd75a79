# `asyncio.stream`: streams that wait for their sockets, clients and servers.

import fw_asyncio_core as core
import fw_socket as _socket
import _vm

_vm.firmware(id(globals()))
del _vm

_EINPROGRESS = 115


class Stream:
    def __init__(self, s, e={}):
        self.s = s
        self.e = e
        self.out_buf = b""

    def get_extra_info(self, name):
        return self.e[name]

    def close(self):
        pass

    async def wait_closed(self):
        self.s.close()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.wait_closed()

    def read(self, n=-1):
        got = b""
        while True:
            yield core._io_queue.queue_read(self.s)
            part = self.s.read(n)
            if part is None:
                continue
            if n >= 0:
                return part
            if not part:
                return got
            got += part

    def readinto(self, buf):
        yield core._io_queue.queue_read(self.s)
        return self.s.readinto(buf)

    def readexactly(self, n):
        got = b""
        while n:
            yield core._io_queue.queue_read(self.s)
            part = self.s.read(n)
            if part is not None:
                if not part:
                    raise EOFError
                got += part
                n -= len(part)
        return got

    def readline(self):
        line = b""
        while True:
            yield core._io_queue.queue_read(self.s)
            part = self.s.readline()
            if part is None:
                continue
            line = line + part if line else part
            if not part or line[-1] == 10:
                return line

    def write(self, buf):
        # What the socket takes at once needs no memory of ours.
        if not self.out_buf:
            count = self.s.write(buf)
            if count == len(buf):
                return
            if count is not None:
                buf = buf[count:]
        self.out_buf += buf

    def drain(self):
        if not self.out_buf:
            # A task that only writes lets the others have their turn.
            return (yield from core.sleep_ms(0))
        view = memoryview(self.out_buf)
        sent = 0
        while sent < len(view):
            yield core._io_queue.queue_write(self.s)
            count = self.s.write(view[sent:])
            if count is not None:
                sent += count
        self.out_buf = b""


StreamReader = Stream
StreamWriter = Stream


def open_connection(host, port, ssl=None, server_hostname=None):
    address = _socket.getaddrinfo(host, port, 0, _socket.SOCK_STREAM)[0][-1]
    s = _socket.socket()
    s.setblocking(False)
    try:
        s.connect(address)
    except OSError as error:
        if error.errno != _EINPROGRESS:
            raise
    if ssl:
        if ssl is True:
            import ssl as _ssl

            ssl = _ssl.SSLContext(_ssl.PROTOCOL_TLS_CLIENT)
        s = ssl.wrap_socket(s, server_hostname=server_hostname or host, do_handshake_on_connect=False)
        s.setblocking(False)
    stream = Stream(s)
    yield core._io_queue.queue_write(s)
    return stream, stream


class Server:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.close()
        await self.wait_closed()

    def close(self):
        # The task that serves closes the socket. It may have ended by itself, or been cancelled.
        self.state = True
        self.task.cancel()

    async def wait_closed(self):
        await self.task

    def _serve(self, s, cb, ssl):
        self.state = False
        while True:
            try:
                yield core._io_queue.queue_read(s)
            except core.CancelledError:
                s.close()
                if self.state:
                    return
                raise
            try:
                connection, address = s.accept()
            except Exception:
                # It went away again before its turn, or there is no memory for it: the next may come all the same.
                continue
            if ssl:
                try:
                    connection = ssl.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
                except OSError as error:
                    core._sys.print_exception(error)
                    connection.close()
                    continue
            connection.setblocking(False)
            stream = Stream(connection, {"peername": address})
            core.create_task(cb(stream, stream))


async def start_server(cb, host, port, backlog=5, ssl=None):
    address = _socket.getaddrinfo(host, port)[0][-1]
    s = _socket.socket()
    s.setblocking(False)
    s.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
    s.bind(address)
    s.listen(backlog)
    server = Server()
    server.task = core.create_task(server._serve(s, cb, ssl))
    try:
        # Its task has to have begun: what is cancelled before that closes no socket.
        await core.sleep_ms(0)
    except core.CancelledError:
        server.task.cancel()
        raise
    return server
