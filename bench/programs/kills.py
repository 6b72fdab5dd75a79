# Writes files over and over, and says `kept n` when all of round n is stored (bench/torture/kill-check.ts knows
# what each round writes).
import os, time


def text(name, n):
    return "%s %d\n" % (name, n) * (1 + n * 7919 % 97)


def write(path, name, n):
    with open(path, "w") as f:
        half = text(name, n)
        # The larger ones take several writes.
        f.write(half)
        if n % 8 == 0:
            for _ in range(19):
                f.write(half)


def there(path):
    try:
        os.stat(path)
        return True
    except OSError:
        return False


def clear(folder):
    if there(folder):
        for name in os.listdir(folder):
            os.remove(folder + "/" + name)
        os.rmdir(folder)


def round_of(path):
    with open(path) as f:
        return int(f.readline().split()[1])


def play(n):
    write("a.txt", "a", n)
    write("t.tmp", "b", n)
    os.rename("t.tmp", "b.txt")
    os.mkdir("new")
    write("new/x", "x", n)
    write("new/y", "y", n)
    if there("cur"):
        os.rename("cur", "old")
    os.rename("new", "cur")
    clear("old")
    begin = time.ticks_ms()
    os.sync()
    # A sync that gives up says nothing of what is stored.
    if time.ticks_diff(time.ticks_ms(), begin) < 1500:
        print("kept", n)


if not there("cur") and there("old"):
    os.rename("old", "cur")
for folder in ("new", "old"):
    clear(folder)
n = round_of("a.txt") + 1 if there("a.txt") else 1
print("begun", n)
while True:
    play(n)
    n += 1
