import fw_asyncio_core as core
import fw_asyncio_event as event
import fw_asyncio_funcs as funcs
import fw_asyncio_lock as lock
import fw_asyncio_stream as stream
from fw_asyncio_core import (
    CancelledError, Loop, Task, TimeoutError, create_task, current_task, get_event_loop, new_event_loop, run,
    run_until_complete, sleep, sleep_ms,
)
from fw_asyncio_event import Event, ThreadSafeFlag
from fw_asyncio_funcs import gather, wait_for, wait_for_ms
from fw_asyncio_lock import Lock
from fw_asyncio_stream import StreamReader, StreamWriter, open_connection, start_server

__version__ = (3, 0, 0)
