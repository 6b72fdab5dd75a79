# The terminal's second place: os.dupterm (reference/esp8266 §1.6). What is printed waits on the host, which has the VM
# call `pump`: no Python runs where it is printed. fw_os.py loads this at the first dupterm.

import sys
import _vm
from uctypes import addressof as _addressof

_vm.firmware(id(globals()))

_stream = None
_one = bytearray(1)
_SIZE = 1024


def dupterm(stream, index=0):
    global _stream
    if index not in (0, 1):
        raise ValueError("invalid dupterm index")
    if index:
        # The first terminal stays the serial line.
        _vm.not_simulated("os.dupterm(…, 1)")
        raise OSError(95)
    if stream is not None and not (hasattr(stream, "readinto") and hasattr(stream, "write")):
        raise OSError("stream operation not supported")
    before = _stream
    _stream = stream
    if stream is None:
        _vm.terminal(0, 0)
    elif before is None:
        _vm.terminal(id(pump), id(_one))
    return before


def _give_up(text, error):
    global _stream
    stream = _stream
    _stream = None
    _vm.terminal(0, 0)
    print(text, end="")
    if error is None:
        print()
    else:
        sys.print_exception(error)
    try:
        stream.close()
    except Exception:
        pass


def notify(_):
    """What was typed there goes where the keys of the serial line go."""
    while _stream is not None and _vm.terminal_room():
        try:
            count = _stream.readinto(_one)
        except BaseException as error:
            _give_up("dupterm: Exception in read() method, deactivating: ", error)
            return
        if count is None:
            return
        if not count:
            _give_up("dupterm: EOF received, deactivating", None)
            return
        _vm.terminal_type(_one[0])


def pump(_):
    """What was printed goes there, too. As much as waits now: what a stream prints itself waits for the next call."""
    left = _vm.terminal_begin()
    while left > 0 and _stream is not None:
        data = bytearray(min(left, _SIZE))
        _vm.terminal_take(_addressof(data), len(data))
        left -= len(data)
        try:
            _stream.write(data)
        except BaseException as error:
            _give_up("dupterm: Exception in write() method, deactivating: ", error)
            if isinstance(error, KeyboardInterrupt):
                # It was meant for the program, which goes on else.
                _vm.terminal_type(3)
    notify(None)
