# `asyncio.core`: tasks, and the loop that runs them. `_asyncio` has tasks and their queues in C, with a clock that is
# that of `time.ticks_ms`; it finds the names `cur_task`, `_task_queue` and `CancelledError` in this module's globals.
# Ctrl-C ends a task's own code or the wait for events, as it ends any program (docs/architecture.md).

import sys as _sys
from _asyncio import Task, TaskQueue
from fw_time import ticks_add, ticks_diff, ticks_ms as ticks
from fw_select import POLLIN as _POLLIN, POLLOUT as _POLLOUT, _entry, _wait
from fw_wait import park_for_any as _park_for_any
import _vm

_vm.firmware(id(globals()))
_program = _vm.program
_unlink = _vm.task_unlink
del _vm


class CancelledError(BaseException):
    pass


class TimeoutError(Exception):
    pass


# An entry of the queue is one that `select` waits for, and behind it the tasks that wait.
_STREAM = 0
_ASKED = 1
_GOT = 2
_READER = 4
_WRITER = 5


class IOQueue:
    """Tasks that wait for streams: at most one that reads and one that writes for each."""

    def __init__(self):
        # By the stream's id, which is no other's while the entry holds it.
        self.map = {}

    def queue_read(self, stream):
        self._queue(stream, _READER, _POLLIN)

    def queue_write(self, stream):
        self._queue(stream, _WRITER, _POLLOUT)

    def _queue(self, stream, side, flag):
        entry = self.map.get(id(stream))
        if entry is None:
            entry = _entry(stream, flag)
            entry.append(None)
            entry.append(None)
            self.map[id(stream)] = entry
        else:
            assert entry[side] is None
            entry[_ASKED] |= flag
        entry[side] = cur_task
        # Where `Task.cancel` takes it out again.
        cur_task.data = self

    def remove(self, task):
        for entry in self.map.values():
            if entry[_READER] is task:
                self._let_go(entry, _READER, _POLLIN)
                return
            if entry[_WRITER] is task:
                self._let_go(entry, _WRITER, _POLLOUT)
                return

    def _let_go(self, entry, side, flag):
        """@returns the task that waited"""
        task = entry[side]
        entry[side] = None
        entry[_ASKED] &= ~flag
        if not entry[_ASKED]:
            del self.map[id(entry[_STREAM])]
        return task

    def wait_io_event(self, ms):
        """Waits at most `ms` milliseconds (negative: for ever), and wakes the tasks whose streams are ready."""
        if not _wait(self.map.values() if self.map else (), ms):
            return
        for entry in [entry for entry in self.map.values() if entry[_GOT]]:
            # A stream that failed is ready for both: the task's own call then says how.
            if entry[_GOT] & ~_POLLOUT and entry[_READER]:
                _task_queue.push(self._let_go(entry, _READER, _POLLIN))
            if entry[_GOT] & ~_POLLIN and entry[_WRITER]:
                _task_queue.push(self._let_go(entry, _WRITER, _POLLOUT))

    def _close(self):
        for entry in self.map.values():
            if hasattr(entry[_STREAM], "close"):
                entry[_STREAM].close()


class _Sleep:
    """What `sleep_ms` gives, always the same: like the chip's, it takes no memory and is no coroutine."""

    def __init__(self):
        self.until = None

    def __iter__(self):
        return self

    def __next__(self):
        if self.until is None:
            raise StopIteration
        _task_queue.push(cur_task, self.until)
        self.until = None


_the_sleep = _Sleep()


def sleep_ms(ms):
    assert _the_sleep.until is None
    _the_sleep.until = ticks_add(ticks(), max(0, ms))
    return _the_sleep


def sleep(seconds):
    return sleep_ms(int(seconds * 1000))


def current_task():
    if cur_task is None:
        raise RuntimeError("no running event loop")
    return cur_task


def create_task(coro):
    if cur_task is None:
        _renew()
    if not hasattr(coro, "send"):
        raise TypeError("coroutine expected")
    task = Task(coro, globals())
    _task_queue.push(task)
    return task


def _task_of(aw):
    return aw if isinstance(aw, Task) else create_task(aw)


def run(coro):
    _renew()
    return run_until_complete(create_task(coro))


def run_until_complete(main_task=None):
    global cur_task, _broken_off
    _renew()
    ended = False
    try:
        result = _run(main_task)
        ended = True
        return result
    finally:
        cur_task = None
        _the_sleep.until = None
        if not ended:
            _broken_off = _program()


def _run(main_task):
    """Returns the main task's value; None when there is nothing left that could go on."""
    global cur_task
    while True:
        task = _next_task(main_task)
        if task is None:
            return
        if task.done():
            _report(task)
            continue
        cur_task = task
        try:
            thrown = task.data
            if thrown:
                task.data = None
                task.coro.throw(thrown)
            else:
                task.coro.send(None)
        except (CancelledError, Exception) as result:
            if task is not main_task:
                _finish(task, result)
                continue
            # Whoever runs it has waited for it.
            if not isinstance(result, StopIteration):
                task.state = False
                raise
            _finish(task, result)
            task.state = False
            return result.value


def _next_task(main_task):
    """The task whose turn it is, after waiting for that."""
    while True:
        task = _task_queue.peek()
        if task is not None:
            left = max(0, ticks_diff(task.ph_key, ticks()))
        elif _io_queue.map:
            left = -1
        elif main_task is not None and main_task.state:
            # Nothing can wake it but a handler, which has run when this comes back.
            _park_for_any(-1)
            continue
        else:
            return None
        if left or _io_queue.map:
            _io_queue.wait_io_event(left)
        if left == 0:
            return _task_queue.pop()


def _finish(task, result):
    """
    What becomes of a task that has ended. Its state is True while nobody waits for it, else a queue of those who do, or
    what `gather` has called; when it has ended, None as long as nobody has asked, and then False.
    """
    # MicroPython's queue leaves a task linked to what was behind it there. Task by task that makes a chain from one that
    # waits long to all that came and went meanwhile (py/pairheap.c).
    _unlink(id(task))
    waiting = task.state
    if waiting is True:
        task.state = None
        if not isinstance(result, (StopIteration, CancelledError)):
            # Has another turn, for somebody to ask before it is reported.
            _task_queue.push(task)
    elif callable(waiting):
        task.state = False
        waiting(task, result)
    else:
        task.state = False
        while waiting.peek():
            _task_queue.push(waiting.pop())
    task.data = result


def _report(task):
    """The turn of a task that failed: unless somebody has asked since."""
    _unlink(id(task))
    if task.state is None:
        Loop.call_exception_handler(
            {"message": "Task exception wasn't retrieved", "exception": task.data, "future": task}
        )


class Loop:
    _exc_handler = None
    _stop_task = None

    @staticmethod
    def create_task(coro):
        return create_task(coro)

    @staticmethod
    def run_forever():
        Loop._stop_task = Task(_stop(), globals())
        run_until_complete(Loop._stop_task)

    @staticmethod
    def run_until_complete(aw):
        _renew()
        return run_until_complete(_task_of(aw))

    @staticmethod
    def stop():
        if Loop._stop_task is not None:
            _task_queue.push(Loop._stop_task)
            Loop._stop_task = None

    @staticmethod
    def close():
        pass

    @staticmethod
    def set_exception_handler(handler):
        Loop._exc_handler = handler

    @staticmethod
    def get_exception_handler():
        return Loop._exc_handler

    @staticmethod
    def default_exception_handler(loop, context):
        print(context["message"])
        print("future:", context["future"], "coro=", context["future"].coro)
        _sys.print_exception(context["exception"])

    @staticmethod
    def call_exception_handler(context):
        (Loop._exc_handler or Loop.default_exception_handler)(Loop, context)


async def _stop():
    pass


def get_event_loop(runq_len=0, waitq_len=0):
    return Loop


def new_event_loop():
    global _task_queue, _io_queue, cur_task, _broken_off
    _task_queue = TaskQueue()
    _io_queue = IOQueue()
    cur_task = None
    _broken_off = None
    Loop._exc_handler = Loop._stop_task = None
    return Loop


def _renew():
    """
    What is left of a program that was broken off has no part in the next one: its tasks end, and the sockets that they
    waited for are closed, so that a server can be started again.
    """
    if _task_queue is None:
        new_event_loop()
    elif _broken_off is not None and _broken_off != _program():
        _io_queue._close()
        new_event_loop()


# The first event loop is made when it is needed, and goes as every other: firmware's own objects stay for ever, and so
# would what they hold.
_task_queue = _io_queue = cur_task = _broken_off = None
