# Arguments as the chip's C code takes them, with its words when they are of the wrong type (py/obj.c).

import gc as _gc
import _vm

_vm.firmware(id(globals()))

_fits = _vm.heap_fits
_SMALL = 2048


def integer(value):
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, int):
        raise TypeError("can't convert %s to int" % type(value).__name__)
    if not -0x80000000 <= value <= 0x7FFFFFFF:
        raise OverflowError("overflow converting long int to machine word")
    return value


def number(value):
    if not isinstance(value, (int, float, bool)):
        raise TypeError("can't convert %s to float" % type(value).__name__)
    return value


def text(value):
    """Only strings cross to the host; the chip takes bytes for a name as well."""
    if isinstance(value, (bytes, bytearray)):
        return str(value, "utf8")
    if not isinstance(value, str):
        raise TypeError("can't convert '%s' object to str implicitly" % type(value).__name__)
    return value


def block(size):
    """A size that the chip takes from its heap before it reads: there must be room for it."""
    size = integer(size)
    if 0 <= size <= _SMALL:
        return size
    needed = (size if size == -1 else size + 1) & 0xFFFFFFFF
    if size < 0 or not _fits(needed):
        _gc.collect()
        if size < 0 or not _fits(needed):
            raise MemoryError("memory allocation failed, allocating %d bytes" % needed)
    return size


REQUIRED = object()


def parse(spec, positional, args, kwargs):
    """As mp_arg_parse_all (py/argcheck.c): `spec` has names and defaults, the first of which may go by position."""
    if len(args) > positional:
        raise TypeError("extra positional arguments given")
    values = list(args)
    used = 0
    for name, default in spec[len(args) :]:
        if name in kwargs:
            used += 1
            values.append(kwargs[name])
        elif default is REQUIRED:
            raise TypeError("'%s' argument required" % name)
        else:
            values.append(default)
    if used < len(kwargs):
        raise TypeError("extra keyword arguments given")
    return values


def count(args, least, most):
    """How many positional arguments a function of C's takes, in its words (py/argcheck.c)."""
    given = len(args)
    if least == most != given:
        raise TypeError("function takes %d positional arguments but %d were given" % (least, given))
    if given < least:
        raise TypeError("function missing %d required positional arguments" % (least - given))
    if given > most:
        raise TypeError("function expected at most %d arguments, got %d" % (most, given))


def part(view, span):
    """What a stream's `write(data, n)` or `write(data, offset, n)` is to write."""
    if len(span) == 1:
        return view[: span[0]]
    if span:
        return view[span[0] : span[0] + span[1]]
    return view
