# What the chip has and this board does not: using it says so, on the console and in the page.

import _vm

_vm.firmware(id(globals()))

_EOPNOTSUPP = 95


def missing(name):
    _vm.not_simulated(name)
    raise OSError(_EOPNOTSUPP)


class Absent:
    """In the place of each, so that `dir` and completion show it."""

    def __init__(self, name):
        self._name = name

    def __call__(self, *args, **kwargs):
        missing(self._name)

    def __getitem__(self, index):
        missing(self._name)

    def __setitem__(self, index, value):
        missing(self._name)

    def __repr__(self):
        return "<%s: not simulated yet>" % self._name
