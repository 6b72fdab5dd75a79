# HTTP for programs: one request a connection, and no more of the answer in memory than is asked for.

import socket


class _Body:
    """The stream of a body whose length is told, before it or chunk by chunk (RFC 9112 §6, §7.1)."""

    def __init__(self, stream, length=None):
        self._stream = stream
        self._left = length
        self._chunked = length is None

    def _begin_chunk(self):
        self._left = int(self._stream.readline().split(b";")[0], 16)
        if self._left == 0:
            self._chunked = False
            while self._stream.readline() not in (b"\r\n", b""):
                pass

    def readinto(self, buf):
        if self._left is None:
            self._begin_chunk()
        if self._left == 0:
            return 0
        count = self._stream.readinto(memoryview(buf)[: self._left])
        if not count:
            raise ValueError("Connection closed before body complete")
        self._left -= count
        if self._left == 0 and self._chunked:
            self._stream.readline()
            self._left = None
        return count

    def read(self, n=-1):
        if n >= 0:
            part = bytearray(n)
            return part[: self.readinto(part)]
        whole = b""
        part = bytearray(256)
        while True:
            count = self.readinto(part)
            if not count:
                return whole
            whole += part[:count]

    def close(self):
        self._stream.close()


class Response:
    def __init__(self, f):
        self.raw = f
        self.encoding = "utf-8"
        self._content = None

    @property
    def content(self):
        if self._content is None:
            try:
                self._content = self.raw.read()
            finally:
                self.raw.close()
                self.raw = None
        return self._content

    @property
    def text(self):
        return str(self.content, self.encoding)

    def json(self):
        from json import loads

        return loads(self.content)

    def close(self):
        if self.raw:
            self.raw.close()
        self.raw = self._content = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


def _split(url):
    """Scheme, host, port and path with its query."""
    scheme, _, rest = url.split("/", 2)
    if scheme not in ("http:", "https:"):
        raise ValueError("Unsupported protocol: " + scheme)
    end = len(rest)
    for mark in "/?#":
        at = rest.find(mark)
        if 0 <= at < end:
            end = at
    host, path = rest[:end], rest[end:]
    if not path.startswith("/"):
        path = "/" + path
    port = 443 if scheme == "https:" else 80
    if ":" in host:
        host, port = host.split(":", 1)
        port = int(port)
    return scheme, host, port, path


def _open(scheme, host, port, timeout):
    if scheme == "https:":
        import tls
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0]
    stream = socket.socket(family, socket.SOCK_STREAM, protocol)
    try:
        if timeout is not None:
            stream.settimeout(timeout)
        stream.connect(address)
        if scheme == "https:":
            context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
            context.verify_mode = tls.CERT_NONE
            stream = context.wrap_socket(stream, server_hostname=host)
    except OSError:
        stream.close()
        raise
    return stream


def _is_generated(data):
    return data is not None and hasattr(data, "__next__") and not hasattr(data, "__len__")


def _complete(headers, host, data, json, auth):
    """What the caller has left out of the head. Gives head and body."""
    headers = headers.copy() if headers else {}
    if auth is not None:
        from binascii import b2a_base64

        token = b2a_base64("%s:%s" % tuple(auth))[:-1]
        headers["Authorization"] = "Basic " + str(token, "ascii")
    headers.setdefault("Host", host)
    if json is not None:
        assert data is None
        from json import dumps

        data = dumps(json)
        headers.setdefault("Content-Type", "application/json")
    if _is_generated(data):
        if "Content-Length" not in headers:
            headers.setdefault("Transfer-Encoding", "chunked")
    elif data:
        if isinstance(data, str):
            data = data.encode()
        headers.setdefault("Content-Length", str(len(data)))
    headers.setdefault("Connection", "close")
    return headers, data


def _send(stream, method, path, headers, data):
    stream.write(b"%s %s HTTP/1.1\r\n" % (method, path))
    for name, value in headers.items():
        for part in (name, b": ", value, b"\r\n"):
            stream.write(part)
    stream.write(b"\r\n")
    if not data:
        return
    if not _is_generated(data):
        stream.write(data)
        return
    chunked = headers.get("Transfer-Encoding") == "chunked"
    for part in data:
        if chunked:
            stream.write(b"%x\r\n" % len(part))
        stream.write(part)
        if chunked:
            stream.write(b"\r\n")
    if chunked:
        stream.write(b"0\r\n\r\n")


def _status(stream):
    line = stream.readline()
    parts = line.split(None, 2)
    if len(parts) < 2:
        raise ValueError("HTTP error: BadStatusLine:\n%s" % parts)
    return int(parts[1]), parts[2].rstrip() if len(parts) > 2 else ""


_REDIRECTIONS = (301, 302, 303, 307, 308)


def _head(stream, status, parse_headers):
    """Headers, where the body is to be had from, and the address that is to be asked instead."""
    headers = None if parse_headers is False else {}
    body = stream
    location = None
    while True:
        line = stream.readline()
        if line in (b"\r\n", b""):
            return headers, body, location
        low = line.lower()
        if low.startswith(b"transfer-encoding:") and b"chunked" in low:
            body = _Body(stream)
        elif low.startswith(b"content-length:") and body is stream:
            body = _Body(stream, int(low[15:]))
        elif low.startswith(b"location:") and not 200 <= status <= 299:
            if status not in _REDIRECTIONS:
                raise NotImplementedError("Redirect %d not yet supported" % status)
            location = str(line[9:], "utf-8").strip()
        if parse_headers is True:
            name, value = str(line, "utf-8").split(":", 1)
            headers[name] = value.strip()
        elif parse_headers:
            parse_headers(line, headers)


def request(
    method,
    url,
    data=None,
    json=None,
    headers=None,
    stream=None,
    auth=None,
    timeout=None,
    parse_headers=True,
):
    scheme, host, port, path = _split(url)
    head, body = _complete(headers, host, data, json, auth)
    connection = _open(scheme, host, port, timeout)
    try:
        _send(connection, method, path, head, body)
        status, reason = _status(connection)
        found, raw, location = _head(connection, status, parse_headers)
    except OSError:
        connection.close()
        raise
    if location:
        connection.close()
        if location.startswith("/"):
            location = "%s//%s:%d%s" % (scheme, host, port, location)
        head.pop("Host", None)
        if status in (307, 308):
            return request(method, location, data, json, head, stream)
        for name in ("Content-Length", "Content-Type", "Transfer-Encoding"):
            head.pop(name, None)
        return request("GET", location, None, None, head, stream)
    response = Response(raw)
    response.status_code = status
    response.reason = reason
    if found is not None:
        response.headers = found
    return response


def head(url, **kw):
    return request("HEAD", url, **kw)


def get(url, **kw):
    return request("GET", url, **kw)


def post(url, **kw):
    return request("POST", url, **kw)


def put(url, **kw):
    return request("PUT", url, **kw)


def patch(url, **kw):
    return request("PATCH", url, **kw)


def delete(url, **kw):
    return request("DELETE", url, **kw)
