# `asyncio.event`: tasks that wait for something that another task, or a handler, says.

import io as _io
import fw_asyncio_core as core
import _vm

_vm.firmware(id(globals()))
del _vm


class Event:
    def __init__(self):
        self.state = False
        self.waiting = core.TaskQueue()

    def is_set(self):
        return self.state

    def set(self):
        # Not for handlers: they may come between any two steps of a task.
        while self.waiting.peek():
            core._task_queue.push(self.waiting.pop())
        self.state = True

    def clear(self):
        self.state = False

    def wait(self):
        if not self.state:
            self.waiting.push(core.cur_task)
            core.cur_task.data = self.waiting
            yield
        return True


_STREAM_POLL = 3
_POLLIN = 1


class ThreadSafeFlag(_io.IOBase):
    """A flag that handlers may set. To the loop it is a stream, which it asks when it has been woken."""

    def __init__(self):
        self.state = 0

    def ioctl(self, request, flags):
        if request == _STREAM_POLL:
            return self.state * flags & _POLLIN
        return -1

    def set(self):
        self.state = 1

    def clear(self):
        self.state = 0

    def wait(self):
        if not self.state:
            yield core._io_queue.queue_read(self)
        self.state = 0
