# The chip's `network`: a station that is connected (reference/esp8266 §4, docs/architecture.md).

import _vm
import _wlan

_vm.firmware(id(globals()))

STA_IF = 0
AP_IF = 1
STAT_IDLE = 0
STAT_CONNECTING = 1
STAT_WRONG_PASSWORD = 2
STAT_NO_AP_FOUND = 3
STAT_CONNECT_FAIL = 4
STAT_GOT_IP = 5
MODE_11B = 1
MODE_11G = 2
MODE_11N = 3
AUTH_OPEN = 0
AUTH_WEP = 1
AUTH_WPA_PSK = 2
AUTH_WPA2_PSK = 3
AUTH_WPA_WPA2_PSK = 4

_EOPNOTSUPP = 95


def _missing(name):
    _vm.notice("network." + name, "network." + name)
    raise OSError(_EOPNOTSUPP)


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

    def __new__(cls, interface=STA_IF):
        if interface not in (STA_IF, AP_IF):
            raise ValueError("")
        if _interfaces[interface] is None:
            wlan = object.__new__(cls)
            wlan._if = interface
            _interfaces[interface] = wlan
        return _interfaces[interface]

    def __init__(self, interface=STA_IF):
        pass

    def __repr__(self):
        return "<WLAN>"

    def active(self, on=None):
        if self._if == AP_IF:
            if on:
                _missing("WLAN(AP_IF)")
            return False if on is None else None
        if on is None:
            return _wlan.active()
        _wlan.set_active(bool(on))

    def isconnected(self):
        return self._if == STA_IF and _wlan.connected()

    def status(self, what=None):
        if what is not None:
            if what == "rssi" and self._if == STA_IF:
                return -52 if _wlan.connected() else 31
            raise ValueError("unknown status param")
        return _wlan.status() if self._if == STA_IF else -1

    def ifconfig(self, *config):
        if config:
            _missing("WLAN.ifconfig(...)")
        if self._if == AP_IF:
            return ("192.168.4.1", "255.255.255.0", "192.168.4.1", "208.67.222.222")
        return tuple(_wlan.ifconfig(n) for n in range(4))

    def connect(self, ssid=None, key=None, *, bssid=None):
        if self._if == AP_IF:
            raise OSError("STA required")
        if not _wlan.active():
            raise OSError("Cannot connect to AP")
        if isinstance(ssid, bytes):
            ssid = str(ssid, "utf8")
        if ssid is not None and ssid != _wlan.ssid():
            _missing("WLAN.connect to a network other than " + _wlan.ssid())
        _wlan.join()

    def disconnect(self):
        if self._if == AP_IF:
            raise OSError("STA required")
        _wlan.leave()

    def scan(self):
        _missing("WLAN.scan")

    def config(self, *query, **settings):
        if query and settings:
            raise TypeError("either pos or kw args are allowed")
        if settings:
            _missing("WLAN.config(...)")
        if len(query) != 1:
            raise TypeError("can query only one param")
        if query[0] == "mac":
            return bytes(_wlan.mac(n) for n in range(6))
        if query[0] in ("ssid", "essid") and self._if == STA_IF:
            return _wlan.ssid()
        if query[0] in ("hostname", "dhcp_hostname"):
            return "mpy-esp8266"
        raise ValueError("unknown config param")


_interfaces = [None, None]


def hostname(name=None):
    if name is not None:
        _missing("hostname(...)")
    return "mpy-esp8266"


def country(code=None):
    return "XX"


def phy_mode(mode=None):
    return MODE_11N
