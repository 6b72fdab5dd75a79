# The package installer: `mip.install('name')`, from an index or from where a package lies. It asks by https, and so
# reaches what this board's TLS reaches (tls.py); `index='http://…'` needs none.

import binascii
import hashlib
import os
import sys
import requests

__version__ = "0.5.0"

_INDEX = "https://micropython.org/pi/v2"
_AT_ONCE = 128
_SCHEMES = ("http://", "https://")
# Where the files of a repository are to be had: owner, name, branch, path.
_FORGES = (
    ("codeberg:", "https://codeberg.org/api/v1/repos/%s/%s/raw/%s?ref=%s", True),
    ("github:", "https://raw.githubusercontent.com/%s/%s/%s/%s", False),
    ("gitlab:", "https://gitlab.com/%s/%s/-/raw/%s/%s", False),
)


def _is_address(text):
    return any(text.startswith(start) for start in _SCHEMES) or any(text.startswith(forge[0]) for forge in _FORGES)


def _address(text, version):
    """What a forge's file is called on the web."""
    for start, form, path_first in _FORGES:
        if text.startswith(start):
            owner, name, path = text[len(start) :].split("/", 2)
            branch = version or "HEAD"
            return form % ((owner, name, path, branch) if path_first else (owner, name, branch, path))
    return text


def _copy(source, take):
    """Passes a stream on in parts."""
    buffer = bytearray(_AT_ONCE)
    view = memoryview(buffer)
    while True:
        count = source.readinto(buffer)
        if not count:
            return
        take(view[:count])


def _make_folders(path):
    at = path.find("/", 1)
    while at > 0:
        try:
            os.mkdir(path[:at])
        except OSError:
            pass
        at = path.find("/", at + 1)


def _has(path, short_hash):
    """Whether a file is there with these contents."""
    try:
        with open(path, "rb") as file:
            whole = hashlib.sha256()
            _copy(file, whole.update)
    except OSError:
        return False
    return str(binascii.hexlify(whole.digest()), "ascii").startswith(short_hash)


def _download(address, path):
    response = requests.get(address)
    try:
        if response.status_code != 200:
            print("Error", response.status_code, "requesting", address)
            return False
        print("Copying:", path)
        _make_folders(path)
        with open(path, "wb") as file:
            _copy(response.raw, file.write)
        return True
    finally:
        response.close()


def _described(address):
    response = requests.get(address)
    try:
        return response.json() if response.status_code == 200 else None
    finally:
        response.close()


def _install_files(description, at, index, target, version):
    for path, short_hash in description.get("hashes", ()):
        whole = target + "/" + path
        if _has(whole, short_hash):
            print("Exists:", whole)
        elif not _download("%s/file/%s/%s" % (index, short_hash[:2], short_hash), whole):
            print("File not found:", path, short_hash)
            return False
    folder = at.rsplit("/", 1)[0]
    for path, address in description.get("urls", ()):
        if not _is_address(address):
            address = folder + "/" + address
        if not _download(_address(address, version), target + "/" + path):
            print("File not found:", path, address)
            return False
    return True


def _install(package, index, target, version, mpy):
    if not _is_address(package):
        version = version or "latest"
        print("Installing %s (%s) from %s to %s" % (package, version, index, target))
        form = sys.implementation._mpy & 0xFF if mpy else "py"
        package = "%s/package/%s/%s/%s.json" % (index, form, package, version)
    elif package.endswith((".py", ".mpy")):
        print("Downloading", package, "to", target)
        return _download(_address(package, version), target + "/" + package.rsplit("/", 1)[-1])
    else:
        if not package.endswith(".json"):
            package = package.rstrip("/") + "/package.json"
        print("Installing", package, "to", target)
    description = _described(_address(package, version))
    if description is None:
        print("Package not found:", package)
        return False
    return _install_files(description, package, index, target, version) and all(
        _install(name, index, target, wanted, mpy) for name, wanted in description.get("deps", ())
    )


def install(package, index=None, target=None, version=None, mpy=True):
    if not target:
        for target in sys.path:
            if target.endswith("/lib"):
                break
        else:
            print("Unable to find lib dir in sys.path")
            return
    if _install(package, (index or _INDEX).rstrip("/"), target, version, mpy):
        print("Done")
    else:
        print("Package may be partially installed")
