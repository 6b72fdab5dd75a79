# `asyncio.funcs`: waiting with a limit, and for several tasks at once.

import fw_asyncio_core as core
import _vm

_vm.firmware(id(globals()))
del _vm


class _Watch:
    """Has the running task go on when others have ended, or when one of them fails."""

    def __init__(self, tasks, until_failure):
        self.waiter = core.cur_task
        self.tasks = tasks
        self.until_failure = until_failure
        self.left = 0
        self.failure = None

    def begin(self):
        for task in self.tasks:
            if not task.done():
                self.left += 1
                core.create_task(self._follow(task))
            elif not isinstance(task.data, StopIteration):
                self._fails(task.data)

    async def _follow(self, task):
        try:
            await task
        except (core.CancelledError, Exception) as error:
            self._fails(error)
        self.left -= 1
        if self.waiter and self.over:
            self._wake()

    def _fails(self, error):
        if self.until_failure and self.failure is None:
            self.failure = error

    @property
    def over(self):
        return not self.left or self.failure is not None

    def _wake(self):
        waiter = self.waiter
        if waiter.data is None:
            # It sleeps, and would later.
            core._task_queue.remove(waiter)
        elif waiter.data is not self:
            # Cancelled: it goes on anyway.
            return
        core._task_queue.push(waiter)

    def remove(self, waiter):
        """From `Task.cancel`: the waiting task is cancelled, and with it those that it waits for."""
        for task in self.tasks:
            task.cancel()


def wait_for_ms(aw, timeout):
    task = core._task_of(aw)
    if timeout is None:
        return (yield from task)
    watch = _Watch((task,), False)
    watch.begin()
    if watch.left:
        try:
            yield from core.sleep_ms(timeout)
        except core.CancelledError:
            task.cancel()
            raise
        finally:
            watch.waiter = None
    if task.done():
        return (yield from task)
    task.cancel()
    try:
        yield from task
    except (core.CancelledError, Exception):
        pass
    raise core.TimeoutError


def wait_for(aw, timeout):
    return wait_for_ms(aw, None if timeout is None else int(timeout * 1000))


def gather(*aws, return_exceptions=False):
    tasks = [core._task_of(aw) for aw in aws]
    for task in tasks:
        if task.state and task.state is not True:
            raise RuntimeError("can't gather")
    watch = _Watch(tasks, not return_exceptions)
    watch.begin()
    if not watch.over:
        watch.waiter.data = watch
        try:
            yield
        finally:
            watch.waiter = None
    if watch.failure is not None:
        raise watch.failure
    return [_outcome(task) for task in tasks]


def _outcome(task):
    result = task.data
    return result.value if isinstance(result, StopIteration) else result
