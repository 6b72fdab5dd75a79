# The time of a server, by one question of SNTP (RFC 4330): UTC, in seconds since 2000.

import socket

host = "pool.ntp.org"
timeout = 1

_PORT = 123
_PACKET = 48
_CLIENT = 0x23  # version 4, and the mode of who asks
_SENT = 40  # where an answer says when it was sent, in seconds since 1900
_FROM_1900 = 3155673600  # … to 2000
_ERA = 1 << 32  # in 2036 the seconds since 1900 begin anew
_OLDEST = 757382400  # 2024: an answer from before that is of the next era


def _ask():
    server = socket.getaddrinfo(host, _PORT)[0][-1]
    packet = bytearray(_PACKET)
    packet[0] = _CLIENT
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        s.settimeout(timeout)
        s.sendto(packet, server)
        return s.recv(_PACKET)
    finally:
        s.close()


def time():
    answer = _ask()
    seconds = int.from_bytes(answer[_SENT : _SENT + 4], "big") - _FROM_1900
    return seconds if seconds >= _OLDEST else seconds + _ERA


def settime():
    from machine import RTC
    from time import gmtime

    year, month, day, hour, minute, second, weekday, _ = gmtime(time())
    RTC().datetime((year, month, day, weekday, hour, minute, second, 0))
