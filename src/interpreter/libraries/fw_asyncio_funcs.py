# `asyncio.funcs`: waiting with a limit, and for several tasks at once.

import fw_asyncio_core as core
import _vm

_vm.firmware(id(globals()))
del _vm


class _Watch:
    """Has the running task go on when another one has ended."""

    def __init__(self, task):
        self.waiter = core.cur_task
        self.failure = None
        core.create_task(self._follow(task))

    async def _follow(self, task):
        try:
            await task
        except (core.CancelledError, Exception) as error:
            if not task.done():
                # One that is gathered cannot be waited for as well.
                self.failure = error
        waiter = self.waiter
        # Unless it goes on anyway, having been cancelled.
        if waiter and waiter.data is None:
            core._task_queue.remove(waiter)
            core._task_queue.push(waiter)


def wait_for_ms(aw, timeout):
    task = core._task_of(aw)
    if timeout is None:
        return (yield from task)
    if not task.done():
        watch = _Watch(task)
        try:
            yield from core.sleep_ms(timeout)
        except core.CancelledError:
            task.cancel()
            raise
        finally:
            watch.waiter = None
        if watch.failure is not None:
            raise watch.failure
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


class _Gathering:
    """What tasks have in the place of those who wait for them while they are gathered: the loop calls it when one ends."""

    def __init__(self, until_failure):
        self.waiter = core.cur_task
        self.until_failure = until_failure
        self.left = 0
        self.failure = None

    def take(self, task):
        if task.state is True:
            task.state = self
            self.left += 1
        elif task.state:
            raise RuntimeError("can't gather")
        else:
            self._note(task.data)

    def _note(self, result):
        if self.until_failure and self.failure is None and not isinstance(result, StopIteration):
            self.failure = result

    def __call__(self, task, result):
        if self.waiter.data is not self:
            # It goes on anyway.
            return
        self.left -= 1
        self._note(result)
        if not self.left or self.failure is not None:
            core._task_queue.push(self.waiter)

    def let_go(self, task, cancels):
        if task.state is self:
            task.state = True
            if cancels:
                task.cancel()

    def remove(self, waiter):
        """From `Task.cancel`: the waiting task is in no queue."""


def gather(*aws, return_exceptions=False):
    tasks = [core._task_of(aw) for aw in aws]
    gathering = _Gathering(not return_exceptions)
    cancelled = False
    try:
        for task in tasks:
            gathering.take(task)
        if gathering.left and gathering.failure is None:
            gathering.waiter.data = gathering
            yield
    except core.CancelledError:
        cancelled = True
        raise
    finally:
        for task in tasks:
            gathering.let_go(task, cancelled)
    if gathering.failure is not None:
        raise gathering.failure
    return [_outcome(task) for task in tasks]


def _outcome(task):
    result = task.data
    return result.value if isinstance(result, StopIteration) else result
