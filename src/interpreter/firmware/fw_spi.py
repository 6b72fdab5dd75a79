# `machine.SPI` and `machine.SoftSPI` (reference/esp8266 §3.8, ports/esp8266/machine_hspi.c, extmod/machine_spi.c). Nothing
# is on the bus but the student's wires: what is read is what the wire at MISO is.

import _pins
import _vm
from fw_args import count as _count, integer as _int, parse as _parse
from fw_pin import Pin as _Pin

_vm.firmware(id(globals()))

_IN = 0
_OUT = 1
_KEEP = object()
_HARD = (("baudrate", 80000000), ("polarity", 0), ("phase", 0))
_SOFT = (
    ("baudrate", 500000), ("polarity", 0), ("phase", 0), ("bits", 8), ("firstbit", 0), ("sck", None), ("mosi", None),
    ("miso", None),
)
_AGAIN = tuple([(name, _KEEP) for name, _ in _SOFT])
_HARD_AGAIN = _AGAIN[:3]


class _Bus:
    MSB = 0
    LSB = 1

    def deinit(self):
        pass

    def _connect(self, sck, mosi, miso):
        _pins.sent_nowhere(mosi)
        self._pins = sck, mosi, miso
        _pins.configure(sck, _OUT, False, bool(self._polarity))
        _pins.configure(mosi, _OUT, False, False)
        _pins.configure(miso, _IN, False, None)

    def readinto(self, buf, write=0):
        _int(write)
        view = memoryview(buf)
        for at in range(len(view)):
            view[at] = 0xFF if _pins.read(self._pins[2]) else 0

    def read(self, nbytes, write=0):
        data = bytearray(_int(nbytes))
        self.readinto(data, write)
        return bytes(data)

    def write(self, buf):
        memoryview(buf)

    def write_readinto(self, write_buf, read_buf):
        if len(memoryview(write_buf)) != len(memoryview(read_buf)):
            raise ValueError("buffers must be the same length")
        self.readinto(read_buf)


class HSPI(_Bus):
    def __new__(cls, *args, **kwargs):
        if not args or _int(args[0]) == -1:
            print("Warning: SPI(-1, ...) is deprecated, use SoftSPI(...) instead")
            return SoftSPI(*args[1:], **kwargs)
        if args[0] != 1:
            raise ValueError
        self = object.__new__(cls)
        self._set(*_parse(_HARD, 3, args[1:], kwargs))
        self._connect(14, 13, 12)
        return self

    def __init__(self, *args, **kwargs):
        pass

    def init(self, *args, **kwargs):
        baudrate, polarity, phase = _parse(_HARD_AGAIN, 3, args, kwargs)
        self._set(
            self._baudrate if baudrate is _KEEP else baudrate,
            self._polarity if polarity is _KEEP else polarity,
            self._phase if phase is _KEEP else phase,
        )
        self._connect(14, 13, 12)

    def _set(self, baudrate, polarity, phase):
        baudrate = _int(baudrate)
        if baudrate != 80000000:
            divider = 40000000 // baudrate if 0 < baudrate <= 40000000 else 0
            before = min(divider, 8192)
            count = divider // before * 2 if before else 0
            if not 0 < count <= 64:
                raise ValueError("impossible baudrate")
            baudrate = 80000000 // (before * count)
        self._baudrate = baudrate
        self._polarity = _int(polarity)
        self._phase = _int(phase)

    def __repr__(self):
        return "HSPI(id=1, baudrate=%d, polarity=%d, phase=%d)" % (self._baudrate, self._polarity, self._phase)


class SoftSPI(_Bus):
    def __init__(self, *args, **kwargs):
        self._values = [default for _, default in _SOFT]
        self._set(_parse(_SOFT, 1, args, kwargs))

    def init(self, *args, **kwargs):
        self._set(_parse(_AGAIN, 1, args, kwargs))

    def _set(self, values):
        values = [old if new is _KEEP else new for old, new in zip(self._values, values)]
        _, self._polarity, _, bits, _, *wires = values
        if bits != 8:
            raise ValueError("bits must be 8")
        if None in wires:
            raise ValueError("must specify all of sck/mosi/miso")
        self._values = values
        self._connect(*[_Pin(wire)._id for wire in wires])

    def __repr__(self):
        baudrate, polarity, phase, _, firstbit = self._values[:5]
        return "SoftSPI(baudrate=%d, polarity=%d, phase=%d, firstbit=%d, sck=%d, mosi=%d, miso=%d)" % (
            (baudrate, polarity, phase, firstbit) + self._pins
        )


SPI = HSPI
