# The chip's `hashlib`: the port has no SHA-1. What a hash keeps between two calls is in the program's heap, as on the
# chip.

from array import array as _array
from hashlib import sha256
from uctypes import addressof as _addressof
import _vm

_vm.firmware(id(globals()))

_begin = _vm.sha1_begin
_update = _vm.sha1_update
_finish = _vm.sha1_finish
_SIZE = _vm.sha1_size()


class sha1:
    def __init__(self, data=b""):
        self._state = bytearray(_SIZE)
        _begin(_addressof(self._state))
        self.update(data)

    def __repr__(self):
        return "<sha1>"

    def _open(self):
        if self._state is None:
            raise ValueError("hash is final")
        return _addressof(self._state)

    def update(self, data):
        state = self._open()
        # The length of an array is that of its elements, not of its bytes.
        view = memoryview(bytes(data) if isinstance(data, _array) else data)
        _update(state, _addressof(view), len(view))

    def digest(self):
        result = bytearray(20)
        _finish(self._open(), _addressof(result))
        self._state = None
        return bytes(result)
