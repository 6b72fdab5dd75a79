# The chip's `network` (reference/esp8266 §4, ports/esp8266/modnetwork.c, extmod/modnetwork.c).

import _vm
import _wlan
from fw_args import count as _count, integer as _int, text as _str
from fw_wlan import WLAN, unexpected_key as _unexpected_key

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


def phy_mode(*args):
    _count(args, 0, 1)
    if not args:
        return _wlan.phy_mode()
    mode = _int(args[0])
    if MODE_11B <= mode <= MODE_11N:
        _wlan.set_phy_mode(mode)


def country(*args):
    _count(args, 0, 1)
    if not args:
        return _wlan.country()
    code = _str(args[0])
    if len(code) != 2:
        raise ValueError("")
    _wlan.set_country(code)


def hostname(*args):
    _count(args, 0, 1)
    if not args:
        return _wlan.hostname()
    name = _str(args[0])
    if len(name) > 32:
        raise ValueError("")
    _wlan.set_hostname(name)


def ipconfig(*query, **settings):
    if not settings:
        if len(query) != 1:
            raise TypeError("must query one param")
        if _str(query[0]) != "dns":
            _unexpected_key()
        return _wlan.dns()
    if query:
        raise TypeError("can't specify pos and kw args")
    for name in settings:
        if name != "dns":
            _unexpected_key()
        if not isinstance(settings[name], str) or not _wlan.set_dns(settings[name]):
            raise ValueError("invalid arguments as dns server")
