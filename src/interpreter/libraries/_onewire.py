# The bits of a 1-Wire bus. Nothing is on it but the student's wire: whatever is asked, the line says what it is.


def reset(pin):
    """Whether a device pulls the line low after it was let go."""
    pin(0)
    pin(1)
    return not pin()


def readbit(pin):
    pin(0)
    pin(1)
    return pin()


def readbyte(pin):
    byte = 0
    for bit in range(8):
        byte |= readbit(pin) << bit
    return byte


def writebit(pin, value):
    pin(0)
    pin(1)


def writebyte(pin, value):
    for bit in range(8):
        writebit(pin, value >> bit & 1)


def crc8(data):
    """X^8 + X^5 + X^4 + 1, the lowest bit first (Maxim AN27)."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x8C if crc & 1 else 0)
    return crc
