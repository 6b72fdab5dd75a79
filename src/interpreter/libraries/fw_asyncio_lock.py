# `asyncio.lock`: who has to wait gets the lock in turn.

import fw_asyncio_core as core
import _vm

_vm.firmware(id(globals()))
del _vm


class Lock:
    def __init__(self):
        # False, True, or the task that has been woken to take it.
        self.state = False
        self.waiting = core.TaskQueue()

    def locked(self):
        return self.state is True

    def release(self):
        if self.state is not True:
            raise RuntimeError("Lock not acquired")
        self._pass_on()

    def _pass_on(self):
        if self.waiting.peek():
            self.state = self.waiting.pop()
            core._task_queue.push(self.state)
        else:
            self.state = False

    def acquire(self):
        if self.state is not False:
            task = core.cur_task
            self.waiting.push(task)
            task.data = self.waiting
            try:
                yield
            except core.CancelledError:
                # It had been woken already: the next one's turn.
                if self.state is task:
                    self._pass_on()
                raise
        self.state = True
        return True

    async def __aenter__(self):
        return await self.acquire()

    async def __aexit__(self, *error):
        self.release()
