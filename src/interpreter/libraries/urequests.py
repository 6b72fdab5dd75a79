# The old name of requests, which is loaded when something of it is used.


def __getattr__(name):
    import requests

    return getattr(requests, name)
