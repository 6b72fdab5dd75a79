# Takes what a host sends, 500 bytes at a time, and prints how many bytes came in how many microseconds.

import socket
import time


def run():
    s = socket.socket()
    s.connect(socket.getaddrinfo("stream.bench", 9)[0][-1])
    count = 0
    start = time.ticks_us()
    while True:
        data = s.recv(500)
        if not data:
            break
        count += len(data)
    print(count, time.ticks_diff(time.ticks_us(), start))
    s.close()
