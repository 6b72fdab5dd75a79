# Five loops in which a program of a student spends its time. Each runs with names in the module's own namespace, as
# code typed at a prompt does, and `run` prints how many microseconds it took.

import time


def counting():
    global i
    i = 0
    while i < 1500000:
        i += 1


def ranging():
    global i
    for i in range(2500000):
        pass


def stairs(n):
    return 1 if n < 2 else stairs(n - 1) + stairs(n - 2)


def recursion():
    stairs(24)


def formatting():
    global total, i
    total = 0
    for i in range(150000):
        total += len("n=%d" % i)


def floats():
    global total, i
    total = 0.0
    for i in range(250000):
        total += i * 0.5


def run(name):
    loop = globals()[name]
    start = time.ticks_us()
    loop()
    print(time.ticks_diff(time.ticks_us(), start))
