import os, time


def kept(size, count):
    """How long it takes from the close of a file until it is stored, in microseconds."""
    data = bytes(size)
    times = []
    for _ in range(count):
        f = open("bench.bin", "wb")
        f.write(data)
        begin = time.ticks_us()
        f.close()
        os.sync()
        times.append(time.ticks_diff(time.ticks_us(), begin))
    print("ti" "mes", times)
