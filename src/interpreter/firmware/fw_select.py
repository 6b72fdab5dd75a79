# The chip's `select` (reference/esp8266 §2.6) without its busy waiting: whoever waits here sleeps until something
# arrives, and looks again. What is polled are streams: ours, and those that a program makes of `io.IOBase`.

from io import IOBase as _IOBase
from select import poll as _stock_poll
from struct import pack_into as _pack_into
from uctypes import bytearray_at as _bytearray_at
import _vm
from fw_args import integer as _int, number as _number
from fw_time import ticks_ms as _ticks_ms
from fw_wait import park_for_any as _park_for_any, sleep as _sleep

_vm.firmware(id(globals()))

POLLIN = 1
POLLOUT = 4
POLLERR = 8
POLLHUP = 16

_STREAM_POLL = 3
_FOREVER = -1
_ENOENT = 2
_TICKS = 0x3FFFFFFF
# The longest wait in one piece, in milliseconds: as microseconds it is a small integer.
_PIECE = 500000
# An entry's places; `_GOT` is what the last look found.
_STREAM = 0
_ASKED = 1
_GOT = 2
_STOCK = 3
_ITEMS = 8  # byte offset of `mp_obj_tuple_t.items` (py/objtuple.h)


def _entry(stream, asked):
    if isinstance(stream, _IOBase):
        return [stream, asked, 0, None]
    # One in C, as RingIO: the stock poll object knows how it is asked, and what is no stream at all.
    stock = _stock_poll()
    stock.register(stream, asked)
    return [stream, asked, 0, stock]


def _look(entries):
    """@returns how many entries are ready"""
    ready = 0
    for entry in entries:
        if entry[_STOCK]:
            got = _ask_stock(entry)
        else:
            got = entry[_STREAM].ioctl(_STREAM_POLL, entry[_ASKED])
            if got < 0:
                raise OSError(-got)
        entry[_GOT] = got
        if got:
            ready += 1
    return ready


def _ask_stock(entry):
    entry[_STOCK].modify(entry[_STREAM], entry[_ASKED])
    for _, got in entry[_STOCK].ipoll(0):
        return got
    return 0


def _wait(entries, ms):
    """Looks until an entry is ready or `ms` are over (negative: never). @returns how many are ready"""
    ready = _look(entries)
    if ready or not ms:
        return ready
    if ms < 0:
        while not ready:
            _park_for_any(_FOREVER)
            ready = _look(entries)
        return ready
    # In ticks: floats, unlike the chip's, would take memory.
    begun = _ticks_ms()
    left = ms
    while not ready and left > 0:
        if entries:
            _park_for_any(left)
        else:
            _sleep(min(left, _PIECE) * 1000, ms)
        ready = _look(entries)
        left = ms - (_ticks_ms() - begun & _TICKS)
    return ready


class poll:
    def __init__(self):
        self._entries = []
        # Where an iteration is; one that is taken out before it makes it step back.
        self._next = 0
        self._once = False
        self._pair = self._items = None

    def register(self, stream, mask=POLLIN | POLLOUT):
        mask = _int(mask)
        entry = self._find(stream)
        if entry:
            entry[_ASKED] = mask
        else:
            self._entries.append(_entry(stream, mask))

    def unregister(self, stream):
        entries = self._entries
        for index in range(len(entries)):
            if entries[index][_STREAM] is stream:
                del entries[index]
                if index < self._next:
                    self._next -= 1
                return

    def modify(self, stream, mask):
        entry = self._find(stream)
        if not entry:
            raise OSError(_ENOENT)
        entry[_ASKED] = _int(mask)

    def poll(self, timeout=None, flags=0):
        ready = self._wait(timeout, flags)
        result = []
        if ready:
            for entry in self._entries:
                if entry[_GOT]:
                    result.append((entry[_STREAM], self._take(entry)))
        return result

    def ipoll(self, timeout=None, flags=0):
        self._wait(timeout, flags)
        return self

    def __iter__(self):
        return self

    def __next__(self):
        entries = self._entries
        while self._next < len(entries):
            entry = entries[self._next]
            self._next += 1
            if entry[_GOT]:
                return self._reused_pair(entry[_STREAM], self._take(entry))
        raise StopIteration

    def _find(self, stream):
        for entry in self._entries:
            if entry[_STREAM] is stream:
                return entry

    def _wait(self, timeout, flags):
        self._next = 0
        self._once = _int(flags) & 1
        return _wait(self._entries, _FOREVER if timeout is None else _int(timeout))

    def _take(self, entry):
        if self._once:
            entry[_ASKED] = 0
        return entry[_GOT]

    def _reused_pair(self, stream, got):
        """One tuple again and again, as on the chip, where `ipoll` takes no memory."""
        if self._pair is None:
            self._pair = tuple([stream, got])
            self._items = _bytearray_at(id(self._pair) + _ITEMS, 8)
        _pack_into("<II", self._items, 0, id(stream), got << 1 | 1)
        return self._pair


def select(readers, writers, others, timeout=None):
    entries = []
    for streams, asked in ((readers, POLLIN), (writers, POLLOUT), (others, POLLERR | POLLHUP)):
        if not isinstance(streams, (list, tuple)):
            raise TypeError("object '%s' isn't a tuple or list" % type(streams).__name__)
        for stream in streams:
            for entry in entries:
                if entry[_STREAM] is stream:
                    entry[_ASKED] |= asked
                    break
            else:
                entries.append(_entry(stream, asked))
    ms = _FOREVER if timeout is None or _number(timeout) < 0 else int(timeout * 1000)
    _wait(entries, ms)
    return (
        [entry[_STREAM] for entry in entries if entry[_GOT] & POLLIN],
        [entry[_STREAM] for entry in entries if entry[_GOT] & POLLOUT],
        [entry[_STREAM] for entry in entries if entry[_GOT] & ~(POLLIN | POLLOUT)],
    )
