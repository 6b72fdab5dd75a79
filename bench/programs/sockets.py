# UDP packets to a host on the LAN and back, looking at four sockets of which one has something, and connections that
# are closed at once.

import select
import socket
import time

HOST = ("203.0.113.99", 7)


def micros(begun):
    return time.ticks_diff(time.ticks_us(), begun)


def udp(rounds):
    """Four packets are on their way at a time, as many as wait for a program."""
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    packet = b"x" * 64
    begun = time.ticks_us()
    for _ in range(rounds):
        for _ in range(4):
            s.sendto(packet, HOST)
        for _ in range(4):
            s.recvfrom(64)
    print(4 * rounds, micros(begun))
    s.close()


def four():
    sockets = []
    for port in range(5000, 5004):
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.bind(("", port))
        sockets.append(s)
    sockets[3].sendto(b"x", ("127.0.0.1", 5001))
    return sockets


def selects(rounds):
    sockets = four()
    begun = time.ticks_us()
    for _ in range(rounds):
        select.select(sockets, [], [])
    print(rounds, micros(begun))
    for s in sockets:
        s.close()


def polls(rounds):
    sockets = four()
    p = select.poll()
    for s in sockets:
        p.register(s, select.POLLIN)
    begun = time.ticks_us()
    for _ in range(rounds):
        for _ in p.ipoll():
            pass
    print(rounds, micros(begun))
    for s in sockets:
        s.close()


def connects(rounds):
    begun = time.ticks_us()
    for _ in range(rounds):
        s = socket.socket()
        s.connect(("203.0.113.99", 10))
        s.close()
    print(rounds, micros(begun))


def accepts():
    """The host knocks 500 times, each time when the connection before is closed."""
    server = socket.socket()
    server.bind(("", 5100))
    server.listen(2)
    knock = socket.socket()
    begun = time.ticks_us()
    knock.connect(("203.0.113.99", 11))
    for _ in range(500):
        server.accept()[0].close()
    print(500, micros(begun))
    knock.close()
    server.close()
