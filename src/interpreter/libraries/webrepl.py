# WebREPL: the prompt in a browser or in webrepl_cli.py, over a WebSocket on port 8266 (reference/esp8266 §1.6).

import binascii
import errno
import hashlib
import network
import os
import socket
import sys
import _webrepl
import websocket

__version__ = "0.1.0"

DEBUG = 0

listen_s = None
client_s = None
static_host = "https://micropython.org/webrepl/"

# RFC 6455 §1.3
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_SO_CALLBACK = 20


def _fields(request):
    """The header fields of a request; None when it ends before they do."""
    line = request.readline()
    fields = {}
    while True:
        if DEBUG:
            print(line)
        line = request.readline()
        if line == b"\r\n":
            return fields
        if not line:
            return None
        parts = str(line, "utf8").split(":", 1)
        fields[parts[0].lower()] = parts[-1].strip()


def server_handshake(cl):
    fields = _fields(cl.makefile("rwb", 0))
    if not fields:
        return False
    key = fields.get("sec-websocket-key")
    if not key or fields.get("upgrade") != "websocket" or "Upgrade" not in fields.get("connection", ""):
        return False
    accept = binascii.b2a_base64(hashlib.sha1(key.encode() + _GUID).digest())[:-1]
    cl.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
    cl.write(b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
    return True


def send_html(cl):
    """For browsers: a page whose script comes from the client's own site."""
    page = '<base href="%s"></base>\r\n<script src="webrepl_content.js"></script>\r\n' % static_host
    cl.write(b"HTTP/1.0 200 OK\r\n\r\n" + page.encode())
    cl.close()


def setup_conn(port, accept_handler):
    global listen_s
    listen_s = socket.socket()
    listen_s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listen_s.bind(("0.0.0.0", port))
    listen_s.listen(1)
    if accept_handler:
        # A client that has gone away meanwhile must not have the handler wait for the next one.
        listen_s.setblocking(False)
        listen_s.setsockopt(socket.SOL_SOCKET, _SO_CALLBACK, accept_handler)
    for interface in (network.WLAN.IF_AP, network.WLAN.IF_STA):
        interface = network.WLAN(interface)
        if interface.active():
            print("WebREPL server started on http://%s:%d/" % (interface.ifconfig()[0], port))
    return listen_s


def accept_conn(listen_sock):
    global client_s
    try:
        cl, remote = listen_sock.accept()
    except OSError as error:
        if error.errno == errno.EAGAIN:
            return False
        raise
    cl.setblocking(True)
    if not server_handshake(cl):
        send_html(cl)
        return False
    other = os.dupterm(None)
    os.dupterm(other)
    if other:
        print("\nConcurrent WebREPL connection from", remote, "rejected")
        cl.close()
        return False
    print("\nWebREPL connection from:", remote)
    client_s = cl
    terminal = _webrepl._webrepl(websocket.websocket(cl, True))
    cl.setblocking(False)
    cl.setsockopt(socket.SOL_SOCKET, _SO_CALLBACK, os.dupterm_notify)
    os.dupterm(terminal)
    return True


def stop():
    global listen_s, client_s
    os.dupterm(None)
    for s in (client_s, listen_s):
        if s:
            s.close()
    listen_s = client_s = None


def _configured():
    """The password of webrepl_cfg.py; None when there is no such file."""
    global static_host
    try:
        import webrepl_cfg
    except ImportError:
        print("WebREPL is not configured, run 'import webrepl_setup'")
        return None
    static_host = getattr(webrepl_cfg, "BASE", static_host)
    return webrepl_cfg.PASS


def start(port=8266, password=None, accept_handler=accept_conn):
    stop()
    _webrepl.password(_configured() if password is None else password)
    listening = setup_conn(port, accept_handler)
    if accept_handler is None:
        print("Starting webrepl in foreground mode")
        while not accept_conn(listening):
            pass
    else:
        print("Started webrepl in", "normal mode" if password is None else "manual override mode")


def start_foreground(port=8266, password=None):
    start(port, password, None)
