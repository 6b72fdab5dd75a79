import os
import time


def _acknowledged(size):
    """Microseconds from closing a file of so many bytes until it is stored."""
    with open("f", "w") as f:
        f.write("x" * size)
        start = time.ticks_us()
    os.sync()
    return time.ticks_diff(time.ticks_us(), start)


def acknowledged(size, rounds):
    print(*(_acknowledged(size) for _ in range(rounds)))


def rewritten(milliseconds):
    """How often a file can be written over and closed in a loop."""
    end = time.ticks_add(time.ticks_ms(), milliseconds)
    count = 0
    while time.ticks_diff(end, time.ticks_ms()) > 0:
        with open("g", "w") as f:
            f.write("x" * 100)
        count += 1
    os.sync()
    print(count)
