# A web server with what a browser asks of one: pages with links and forms, a redirect, a picture, a script that
# fetches, a large file, a stream that never ends, and a cookie. NAME tells one board from another.

import asyncio
import binascii

NAME = "board"
MEGABYTE = 1024 * 1024
PICTURE = binascii.unhexlify(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63606060f80f00010401005fe5c34b"
    "0000000049454e44ae426082"
)
HOME = """<!DOCTYPE html><title>%s</title><link rel="stylesheet" href="/style.css"><h1>Home of %s</h1>
<a href="/second?from=home">Second</a> <a href="/old">Old</a> <a href="/big" download>Download</a>
<form action="/find"><input name="q" aria-label="Query"><button>Find</button></form>
<form action="/save" method="post"><input name="name" aria-label="Name"><button>Save</button></form>
<img src="/picture.png" alt="One pixel" width="20" height="20"><p id="data"></p>
<button onclick="location.href='/second?from=script'">By script</button>
<script src="/page.js"></script>"""
PAGE = "<!DOCTYPE html><title>%s</title><p>%s</p><a href='/'>Home</a>"
SCRIPT = "fetch('/data').then(r => r.text()).then(t => { document.getElementById('data').textContent = t })"

saved = ""
served = 0


async def send(writer, kind, body, more=""):
    writer.write("HTTP/1.0 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n" % (kind, len(body), more))
    writer.write(body)
    await writer.drain()


async def redirect(writer, status, to):
    writer.write("HTTP/1.0 %s\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % (status, to))
    await writer.drain()


async def big(writer):
    writer.write("HTTP/1.0 200 OK\r\nContent-Type: application/octet-stream\r\n")
    writer.write("Content-Disposition: attachment; filename=big.bin\r\nContent-Length: %d\r\n\r\n" % MEGABYTE)
    part = bytes(n * 7 & 255 for n in range(1024))
    for _ in range(MEGABYTE // 1024):
        writer.write(part)
        await writer.drain()


async def stream(writer):
    writer.write("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html><h1>Stream</h1><ol>\n")
    n = 0
    while True:
        n += 1
        writer.write("<li>line %d</li>\n" % n)
        await writer.drain()
        await asyncio.sleep_ms(100)


async def read_body(reader, length):
    """How long a body is that need not fit the heap, what it adds up to, and how it begins."""
    total = 0
    begin = b""
    while length > 0:
        part = await reader.read(min(length, 512))
        if not part:
            break
        if len(begin) < 200:
            begin += part[: 200 - len(begin)]
        length -= len(part)
        total += len(part)
    return total, begin


async def answer(method, path, headers, reader, writer):
    global saved, served
    served += 1
    route = path.split("?")[0]
    size, begin = await read_body(reader, int(headers.get("content-length", 0)))
    if route == "/":
        await send(writer, "text/html", HOME % (NAME, NAME))
    elif route == "/second" or route == "/find":
        await send(writer, "text/html", PAGE % (NAME, path))
    elif route == "/old":
        await redirect(writer, "302 Found", "/second?from=old")
    elif route == "/save":
        saved = begin.decode()
        await redirect(writer, "303 See Other", "http://192.168.1.42/saved")
    elif route == "/saved":
        await send(writer, "text/plain", saved)
    elif route == "/echo":
        await send(writer, "text/plain", "%s %d" % (method, size))
    elif route == "/picture.png":
        await send(writer, "image/png", PICTURE)
    elif route == "/style.css":
        await send(writer, "text/css", "h1 { color: rgb(1, 2, 3) }")
    elif route == "/page.js":
        await send(writer, "text/javascript", SCRIPT)
    elif route == "/data":
        await send(writer, "text/plain", "data of %s" % NAME)
    elif route == "/count":
        await send(writer, "text/plain", str(served))
    elif route == "/visits":
        count = int(headers.get("cookie", "n=0").split("n=")[1].split(";")[0]) + 1
        await send(writer, "text/plain", "visit %d" % count, "Set-Cookie: n=%d; Path=/\r\n" % count)
    elif route == "/big":
        await big(writer)
    elif route == "/stream":
        await stream(writer)
    else:
        writer.write("HTTP/1.0 404 Not Found\r\nContent-Type: text/plain\r\n\r\nno %s here" % route)
        await writer.drain()


async def serve(reader, writer):
    try:
        words = (await reader.readline()).decode().split()
        headers = {}
        while True:
            line = (await reader.readline()).decode().strip()
            if not line:
                break
            name, value = line.split(":", 1)
            # The others need not take memory.
            if name.lower() in ("content-length", "cookie"):
                headers[name.lower()] = value.strip()
        await answer(words[0], words[1], headers, reader, writer)
    except (OSError, IndexError, ValueError):
        pass
    finally:
        writer.close()
        await writer.wait_closed()


async def main():
    server = await asyncio.start_server(serve, "0.0.0.0", 80)
    print("serving as", NAME)
    await server.wait_closed()


asyncio.run(main())
