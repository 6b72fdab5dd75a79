# Pixels of the WS2812 kind on one pin.

from machine import bitstream

_FAST = (400, 850, 800, 450)  # 800 kHz: high and low of a 0, high and low of a 1, in nanoseconds
_SLOW = (800, 1700, 1600, 900)


class NeoPixel:
    ORDER = (1, 0, 2, 3)  # where red, green, blue and white are in what is sent

    def __init__(self, pin, n, bpp=3, timing=1):
        self.pin = pin
        self.n = n
        self.bpp = bpp
        self.buf = bytearray(n * bpp)
        if isinstance(timing, int):
            timing = _FAST if timing else _SLOW
        self.timing = timing
        pin.init(pin.OUT)

    def __len__(self):
        return self.n

    def __setitem__(self, index, value):
        at = index * self.bpp
        for colour in range(self.bpp):
            self.buf[at + self.ORDER[colour]] = value[colour]

    def __getitem__(self, index):
        at = index * self.bpp
        return tuple([self.buf[at + self.ORDER[colour]] for colour in range(self.bpp)])

    def fill(self, value):
        for index in range(self.n):
            self[index] = value

    def write(self):
        bitstream(self.pin, 0, self.timing, self.buf)
