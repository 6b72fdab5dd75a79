# A web server on asyncio.start_server that waits for no client longer than a second.

import asyncio


async def head(reader):
    """The first line of a request, whose other lines are passed over."""
    first = line = await reader.readline()
    while line not in (b"", b"\r\n"):
        line = await reader.readline()
    return first


async def serve(reader, writer):
    try:
        words = (await asyncio.wait_for(head(reader), 1)).split()
        writer.write(b"HTTP/1.0 200 OK\r\n\r\n")
        writer.write(b"you asked for %s\n" % (words[1] if len(words) == 3 else b"?"))
        await writer.drain()
    except (OSError, asyncio.TimeoutError):
        pass
    finally:
        writer.close()
        await writer.wait_closed()


async def main():
    server = await asyncio.start_server(serve, "0.0.0.0", 80)
    print("listening on 80")
    await server.wait_closed()


asyncio.run(main())
