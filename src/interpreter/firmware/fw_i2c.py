# `machine.SoftI2C`, which is `machine.I2C`, too (reference/esp8266 §3.8, extmod/machine_i2c.c). Nothing is on the bus but
# the student's wires: bits are what the lines are, and nobody pulls SDA low to acknowledge.

import _pins
import _vm
from fw_args import REQUIRED as _REQUIRED, count as _count, integer as _int, parse as _parse
from fw_pin import Pin as _Pin

_vm.firmware(id(globals()))

_INIT = (("scl", _REQUIRED), ("sda", _REQUIRED), ("freq", 400000), ("timeout", 50000))
_READ_MEM = (("addr", _REQUIRED), ("memaddr", _REQUIRED), ("n", _REQUIRED), ("addrsize", 8))
_OPEN_DRAIN = 2
_ENODEV = 19
_ETIMEDOUT = 110
_line = _pins.line


class SoftI2C:
    def __init__(self, *args, **kwargs):
        self.init(*args, **kwargs)

    def init(self, *args, **kwargs):
        scl, sda, freq, _ = _parse(_INIT, 2, args, kwargs)
        self._scl = _Pin(scl)._id
        self._sda = _Pin(sda)._id
        # Half a period in whole microseconds.
        self._freq = 500000 // max(1, 500000 // max(1, _int(freq)))
        for id in (self._scl, self._sda):
            _pins.configure(id, _OPEN_DRAIN, False, True)

    def __repr__(self):
        return "SoftI2C(scl=%d, sda=%d, freq=%d)" % (self._scl, self._sda, self._freq)

    def start(self):
        if not _line(self._scl):
            raise OSError(_ETIMEDOUT)

    stop = start

    def _acknowledged(self):
        self.start()
        return not _line(self._sda)

    def _address(self, addr):
        _int(addr)
        if not self._acknowledged():
            raise OSError(_ENODEV)

    def _fill(self, buf):
        view = memoryview(buf)
        for at in range(len(view)):
            view[at] = 0xFF if _line(self._sda) else 0

    def scan(self):
        return list(range(0x08, 0x78)) if self._acknowledged() else []

    def readinto(self, buf, nack=True):
        self.start()
        self._fill(buf)

    def write(self, buf):
        return len(memoryview(buf)) if self._acknowledged() else 0

    def readfrom(self, addr, nbytes, stop=True):
        data = bytearray(_int(nbytes))
        self.readfrom_into(addr, data)
        return bytes(data)

    def readfrom_into(self, addr, buf, stop=True):
        self._address(addr)
        self._fill(buf)

    def writeto(self, addr, buf, stop=True):
        size = len(memoryview(buf))
        self._address(addr)
        return size

    def writevto(self, addr, vector, stop=True):
        size = sum([len(memoryview(part)) for part in vector])
        self._address(addr)
        return size

    def _memory(self, args, kwargs):
        addr, _, given, addrsize = _parse(_READ_MEM, 3, args, kwargs)
        if addrsize & 7 or addrsize > 32:
            raise ValueError("invalid addrsize")
        return addr, given

    def readfrom_mem(self, *args, **kwargs):
        addr, nbytes = self._memory(args, kwargs)
        return self.readfrom(addr, nbytes)

    def readfrom_mem_into(self, *args, **kwargs):
        addr, buf = self._memory(args, {("n" if name == "buf" else name): kwargs[name] for name in kwargs})
        self.readfrom_into(addr, buf)

    def writeto_mem(self, *args, **kwargs):
        addr, buf = self._memory(args, {("n" if name == "buf" else name): kwargs[name] for name in kwargs})
        self.writeto(addr, buf)


I2C = SoftI2C
