import time
from machine import Pin

p = Pin(4, Pin.OUT)


def value(n):
    for _ in range(n // 2):
        p.value(1)
        p.value(0)


def call(n):
    for _ in range(n // 2):
        p(1)
        p(0)


def on_off(n):
    for _ in range(n // 2):
        p.on()
        p.off()


def toggle(n):
    for _ in range(n):
        p.toggle()


WAYS = {"value": value, "call": call, "on_off": on_off, "toggle": toggle}


def run(way, n):
    begun = time.ticks_us()
    WAYS[way](n)
    print(time.ticks_diff(time.ticks_us(), begun))
