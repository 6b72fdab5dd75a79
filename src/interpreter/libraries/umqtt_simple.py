# A client of MQTT 3.1.1 for small boards (OASIS, "MQTT Version 3.1.1"): QoS 0 and 1, one packet at a time.

import socket
from struct import pack

_CONNECT = b"\x10"
_CONNACK = 0x20
_PUBLISH = 0x30
_PUBACK = 0x40
_SUBSCRIBE = b"\x82"
_SUBACK = 0x90
_UNSUBSCRIBE = b"\xa2"
_UNSUBACK = 0xB0
_PINGRESP = 0xD0
_FAILURE = 0x80
_LONGEST = 2097152


class MQTTException(Exception):
    pass


def _text(value):
    """With its length before it; what a program gives is text or bytes."""
    if isinstance(value, str):
        value = value.encode()
    return pack("!H", len(value)) + value


def _length(size):
    """Seven bits a byte, the lowest first (§2.2.3)."""
    encoded = bytearray()
    while size > 0x7F:
        encoded.append(size & 0x7F | 0x80)
        size >>= 7
    encoded.append(size)
    return encoded


class MQTTClient:
    def __init__(
        self,
        client_id,
        server,
        port=0,
        user=None,
        password=None,
        keepalive=0,
        ssl=None,
        ssl_params={},
    ):
        self.client_id = client_id
        self.server = server
        self.port = port or (8883 if ssl else 1883)
        self.user = user
        self.pswd = password
        self.keepalive = keepalive
        self.ssl = ssl
        self.ssl_params = ssl_params
        self.sock = None
        self.pid = 0
        self.cb = None
        self.lw_topic = None
        self.lw_msg = None
        self.lw_qos = 0
        self.lw_retain = False

    def set_callback(self, f):
        self.cb = f

    def set_last_will(self, topic, msg, retain=False, qos=0):
        assert 0 <= qos <= 2
        assert topic
        self.lw_topic = topic
        self.lw_msg = msg
        self.lw_qos = qos
        self.lw_retain = retain

    # Packets

    def _send(self, kind, *parts):
        size = 0
        for part in parts:
            size += len(part)
        self.sock.write(kind + _length(size))
        for part in parts:
            self.sock.write(part)

    def _number(self):
        """Of a packet that is to be acknowledged; none has the number 0."""
        self.pid = self.pid % 0xFFFF + 1
        return self.pid

    def _read(self, size):
        data = self.sock.read(size)
        if len(data) < size:
            raise OSError(-1)
        return data

    def _read_number(self):
        high, low = self._read(2)
        return high << 8 | low

    def _read_length(self):
        size = shift = 0
        while True:
            byte = self._read(1)[0]
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                return size
            shift += 7

    def _await(self, kind, number):
        """Lets messages come until this is acknowledged. Gives what the acknowledgement has beside the number."""
        while True:
            if self.wait_msg() != kind:
                continue
            size = self._read_length()
            same = self._read_number() == number
            rest = self._read(size - 2) if size > 2 else b""
            if same:
                return rest
            assert kind == _PUBACK

    # Connections

    def connect(self, clean_session=True, timeout=None):
        if self.sock:
            self.sock.close()
        self.sock = socket.socket()
        self.sock.settimeout(timeout)
        self.sock.connect(socket.getaddrinfo(self.server, self.port)[0][-1])
        if self.ssl is True:
            import ssl

            self.sock = ssl.wrap_socket(self.sock, **self.ssl_params)
        elif self.ssl:
            self.sock = self.ssl.wrap_socket(self.sock, server_hostname=self.server)
        self._send(_CONNECT, *self._introduction(clean_session))
        answer = self._read(4)
        assert answer[0] == _CONNACK and answer[1] == 2
        if answer[3]:
            raise MQTTException(answer[3])
        return answer[2] & 1

    def _introduction(self, clean_session):
        assert 0 <= self.keepalive < 65536
        flags = 2 if clean_session else 0
        parts = [_text(self.client_id)]
        if self.lw_topic:
            flags |= 4 | self.lw_qos << 3 | (0x20 if self.lw_retain else 0)
            parts += [_text(self.lw_topic), _text(self.lw_msg)]
        if self.user:
            flags |= 0xC0
            parts += [_text(self.user), _text(self.pswd)]
        return [b"\0\x04MQTT\x04" + pack("!BH", flags, self.keepalive)] + parts

    def disconnect(self):
        self.sock.write(b"\xe0\0")
        self.sock.close()

    def ping(self):
        self.sock.write(b"\xc0\0")

    # Messages

    def publish(self, topic, msg, retain=False, qos=0):
        assert qos < 2, "QoS 2 is not supported"
        if isinstance(msg, str):
            msg = msg.encode()
        assert len(msg) + len(topic) < _LONGEST
        kind = bytes((_PUBLISH | qos << 1 | (1 if retain else 0),))
        if not qos:
            self._send(kind, _text(topic), msg)
            return
        number = self._number()
        self._send(kind, _text(topic), pack("!H", number), msg)
        self._await(_PUBACK, number)

    def subscribe(self, topic, qos=0):
        assert self.cb is not None, "Subscribe callback is not set"
        number = self._number()
        self._send(_SUBSCRIBE, pack("!H", number), _text(topic), bytes((qos,)))
        (granted,) = self._await(_SUBACK, number)
        if granted == _FAILURE:
            raise MQTTException(granted)

    def unsubscribe(self, topic):
        number = self._number()
        self._send(_UNSUBSCRIBE, pack("!H", number), _text(topic))
        self._await(_UNSUBACK, number)

    def wait_msg(self):
        """Waits for one packet; a message goes to the callback. Of what is no message, the rest is not read yet."""
        first = self.sock.read(1)
        self.sock.setblocking(True)
        if first is None:
            return None
        if not first:
            raise OSError(-1)
        kind = first[0]
        if kind == _PINGRESP:
            assert self._read(1) == b"\0"
            return None
        if kind & 0xF0 == _PUBLISH:
            self._receive(kind >> 1 & 3)
        return kind

    def _receive(self, qos):
        size = self._read_length()
        topic_size = self._read_number()
        topic = self._read(topic_size)
        size -= 2 + topic_size
        if qos:
            number = self._read_number()
            size -= 2
        self.cb(topic, self._read(size))
        assert qos < 2
        if qos:
            self.sock.write(pack("!BBH", _PUBACK, 2, number))

    def check_msg(self):
        """As wait_msg, and None when nothing has come."""
        self.sock.setblocking(False)
        return self.wait_msg()
