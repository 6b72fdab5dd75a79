# `network.WLAN` (reference/esp8266 §4, ports/esp8266/network_wlan.c).

import _vm
import _wlan
from binascii import hexlify as _hexlify
from fw_args import count as _count, integer as _int, number as _number, parse as _parse, text as _str
from fw_wait import park as _park

_vm.firmware(id(globals()))

_STA = 0
_AP = 1
_SCAN = 2000
_CONNECT = ((None, None), (None, None), ("bssid", None))
_now = _vm.now
_MS = _vm.millisecond()


class WLAN:
    IF_STA = 0
    IF_AP = 1
    PM_NONE = 0
    PM_POWERSAVE = 1
    PM_PERFORMANCE = 2
    SEC_OPEN = 0
    SEC_WEP = 1
    SEC_WPA = 2
    SEC_WPA2 = 3
    SEC_WPA_WPA2 = 4

    def __new__(cls, *args, **kwargs):
        if kwargs:
            raise TypeError("function doesn't take keyword arguments")
        _count(args, 0, 1)
        interface = _int(args[0]) if args else _STA
        # The chip's own check lets numbers to 15 through, which give it garbage.
        if interface not in (_STA, _AP):
            raise ValueError("")
        return _interfaces[interface]

    def __repr__(self):
        return "<WLAN>"

    def _require(self, interface):
        if self._if != interface:
            raise OSError("AP required" if interface == _AP else "STA required")

    def active(self, *args):
        _count(args, 0, 1)
        if not args:
            return _wlan.active(self._if)
        _wlan.set_active(self._if, _int(args[0]) != 0)

    # The station

    def connect(self, *args, **kwargs):
        ssid, key, bssid = _parse(_CONNECT, 2, args, kwargs)
        self._require(_STA)
        if ssid is not None or key is not None or bssid is not None:
            ssid = "" if ssid is None else _str(ssid)
            key = "" if key is None else _str(key)
            if bssid is not None and len(bssid) != 6:
                raise ValueError("")
            if not _wlan.set_credentials(ssid, key, "" if bssid is None else str(_hexlify(bssid), "utf8")):
                raise OSError("Cannot set STA config")
        if not _wlan.join():
            raise OSError("Cannot connect to AP")

    def disconnect(self):
        self._require(_STA)
        if not _wlan.leave():
            raise OSError("Cannot disconnect from AP")

    def isconnected(self):
        return self._if == _STA and _wlan.connected()

    def status(self, *args):
        _count(args, 0, 1)
        if not args:
            return _wlan.status() if self._if == _STA else -1
        what = _str(args[0])
        if what == "rssi" and self._if == _STA:
            return _wlan.rssi()
        if what == "stations" and self._if == _AP:
            return []
        raise ValueError("unknown status param")

    def scan(self):
        self._require(_STA)
        if not _wlan.active(_STA):
            raise OSError("STA must be active")
        end = _now() + _SCAN * _MS
        left = _SCAN
        while left > 0:
            _park(left)
            left = end - _now()
        if not _wlan.active(_STA):
            raise OSError("scan failed")
        return [_found(n) for n in range(_wlan.found())]

    # Addresses

    def ifconfig(self, *args):
        _count(args, 0, 1)
        if not args:
            return _wlan.ip(self._if), _wlan.netmask(self._if), _wlan.gateway(self._if), _wlan.dns()
        if args[0] == "dhcp":
            self._require(_STA)
            _wlan.set_dhcp(_STA, True)
            return
        ip, netmask, gateway, dns = _sequence(args[0], 4)
        netmask = _wlan.mask(netmask) if isinstance(netmask, int) else _address(netmask)
        ip, gateway, dns = _address(ip), _address(gateway), _address(dns)
        _wlan.set_config(self._if, ip, netmask, gateway)
        _wlan.set_dns(dns)

    def ipconfig(self, *query, **settings):
        if settings:
            if query:
                raise TypeError("can't specify pos and kw args")
            self._set_ipconfig(settings)
            return
        if len(query) != 1:
            raise TypeError("must query one param")
        what = _str(query[0])
        if what == "addr4":
            return _wlan.ip(self._if), _wlan.netmask(self._if)
        if what == "gw4":
            return _wlan.gateway(self._if)
        if what == "dhcp4":
            return _wlan.dhcp(self._if)
        unexpected_key()

    def _set_ipconfig(self, settings):
        ip, netmask, gateway = _wlan.ip(self._if), _wlan.netmask(self._if), _wlan.gateway(self._if)
        dhcp = None
        fixed = False
        for name in settings:
            value = settings[name]
            if name == "dhcp4":
                dhcp = bool(value)
            elif name == "addr4":
                fixed = True
                if isinstance(value, str):
                    value, prefix = _split(value)
                    ip = _address(value)
                    if prefix is not None:
                        netmask = _wlan.mask(int(prefix))
                else:
                    ip, netmask = [_address(part) for part in _sequence(value, 2)]
            elif name == "gw4":
                fixed = True
                gateway = _address(value)
            else:
                unexpected_key()
        if fixed:
            _wlan.set_config(self._if, ip, netmask, gateway)
        if dhcp is not None:
            _wlan.set_dhcp(self._if, dhcp)

    # Settings

    def config(self, *query, **settings):
        if query and settings:
            raise TypeError("either pos or kw args are allowed")
        if settings:
            self._configure(settings)
            return
        if len(query) != 1:
            raise TypeError("can query only one param")
        what = _str(query[0])
        if what == "mac":
            return bytes([_wlan.mac(self._if, n) for n in range(6)])
        if what in ("ssid", "essid"):
            return _wlan.ssid() if self._if == _STA else _wlan.ap_setting("ssid")
        if what == "channel":
            return _wlan.channel() if self._if == _STA else _wlan.ap_setting("channel")
        if what in ("hostname", "dhcp_hostname"):
            self._require(_STA)
            return _wlan.hostname()
        if what == "protocol":
            return _wlan.phy_mode()
        if what == "pm":
            return _wlan.power_save()
        if what == "hidden":
            self._require(_AP)
            return _wlan.ap_setting("hidden")
        if what in ("security", "authmode"):
            self._require(_AP)
            return _wlan.ap_setting("auth")
        raise ValueError("unknown config param")

    def _configure(self, settings):
        required = None
        ap = {}
        for name in settings:
            value = settings[name]
            if name in _OF_AP:
                key, convert = _OF_AP[name]
                ap[key] = convert(value)
                required = _AP
            elif name == "channel":
                ap[name] = _int(value)
            elif name in _OF_BOTH:
                _OF_BOTH[name](self, value)
            else:
                raise ValueError("unknown config param")
        # The chip, too, looks at the interface when it has looked at all of them.
        if required is not None:
            self._require(required)
        if ap and self._if == _AP and not _wlan.ap_configure(
            *[ap[key] if key in ap else _wlan.ap_setting(key) for key in ("ssid", "key", "auth", "channel", "hidden")]
        ):
            raise OSError("can't set AP config")

    def _set_mac(self, value):
        data = bytes(memoryview(value))
        if len(data) != 6:
            raise ValueError("invalid buffer length")
        _wlan.set_mac(self._if, str(_hexlify(data), "utf8"))

    def _set_hostname(self, value):
        name = _str(value)
        if len(name) > 32:
            raise ValueError("")
        _wlan.set_hostname(name)

    def _set_protocol(self, value):
        _wlan.set_phy_mode(_int(value))

    def _set_pm(self, value):
        _wlan.set_power_save(_int(value))

    def _set_txpower(self, value):
        _number(value)  # every access point in range is near enough


_OF_AP = {
    "ssid": ("ssid", lambda value: _str(value)[:32]),
    "essid": ("ssid", lambda value: _str(value)[:32]),
    "hidden": ("hidden", bool),
    "security": ("auth", _int),
    "authmode": ("auth", _int),
    "key": ("key", lambda value: _str(value)[:63]),
    "password": ("key", lambda value: _str(value)[:63]),
}
_OF_BOTH = {
    "mac": WLAN._set_mac,
    "hostname": WLAN._set_hostname,
    "dhcp_hostname": WLAN._set_hostname,
    "protocol": WLAN._set_protocol,
    "txpower": WLAN._set_txpower,
    "pm": WLAN._set_pm,
}

_interfaces = []
for _n in (_STA, _AP):
    _interfaces.append(object.__new__(WLAN))
    _interfaces[_n]._if = _n
del _n


def _found(n):
    return (
        bytes(_wlan.found_ssid(n), "utf8"),
        bytes([_wlan.found_bssid(n, byte) for byte in range(6)]),
        _wlan.found_channel(n),
        _wlan.found_rssi(n),
        _wlan.found_auth(n),
        _wlan.found_hidden(n),
    )


def _sequence(value, length):
    if not isinstance(value, (tuple, list)):
        raise TypeError("object '%s' isn't a tuple or list" % type(value).__name__)
    if len(value) != length:
        raise ValueError("requested length %d but object has length %d" % (length, len(value)))
    return value


def _address(value):
    text = _str(value)
    if not _wlan.is_address(text):
        raise ValueError("invalid arguments")
    return text


def _split(text):
    at = text.find("/")
    return (text, None) if at < 0 else (text[:at], text[at + 1 :])


def unexpected_key():
    raise ValueError("unexpected key")
