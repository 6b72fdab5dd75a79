# The 1-Wire bus: what goes over it, above the bits and bytes of _onewire.

import _onewire


class OneWireError(Exception):
    pass


class OneWire:
    SEARCH_ROM = 0xF0
    MATCH_ROM = 0x55
    SKIP_ROM = 0xCC

    def __init__(self, pin):
        self.pin = pin
        pin.init(pin.OPEN_DRAIN, pin.PULL_UP)

    def reset(self, required=False):
        """Whether a device has answered."""
        present = _onewire.reset(self.pin)
        if required and not present:
            raise OneWireError
        return present

    def readbit(self):
        return _onewire.readbit(self.pin)

    def readbyte(self):
        return _onewire.readbyte(self.pin)

    def readinto(self, buf):
        for at in range(len(buf)):
            buf[at] = _onewire.readbyte(self.pin)

    def writebit(self, value):
        return _onewire.writebit(self.pin, value)

    def writebyte(self, value):
        return _onewire.writebyte(self.pin, value)

    def write(self, buf):
        for byte in buf:
            _onewire.writebyte(self.pin, byte)

    def select_rom(self, rom):
        self.reset()
        self.writebyte(self.MATCH_ROM)
        self.write(rom)

    def crc8(self, data):
        return _onewire.crc8(data)

    def scan(self):
        """The ROM codes of all devices, found by the search of the bus's specification (Maxim AN187)."""
        found = []
        rom = bytearray(8)
        fork = -1
        while self.reset():
            rom, fork = self._next(rom, fork)
            if rom is None:
                break
            found.append(rom)
            if fork < 0:
                break
        return found

    def _next(self, before, fork):
        """Takes the way of `before` up to `fork`, there the other one, and after it 0 wherever devices differ."""
        self.writebyte(self.SEARCH_ROM)
        rom = bytearray(8)
        last = -1
        for bit in range(64):
            byte, mask = bit >> 3, 1 << (bit & 7)
            one = self.readbit()
            other = self.readbit()
            if one and other:
                return None, -1
            if one != other:
                way = one
            elif bit == fork:
                way = 1
            else:
                way = 1 if bit < fork and before[byte] & mask else 0
                if not way:
                    last = bit
            if way:
                rom[byte] |= mask
            self.writebit(way)
        return rom, last
