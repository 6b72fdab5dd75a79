/** Python that programs with sockets begin with: `err`, an exception as a value; `pair`, both ends of a connection. */
export const SOCKET_PROGRAM = `
import socket
def err(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return repr(e)

def pair(timeout=None):
    l = socket.socket()
    l.settimeout(timeout)
    l.bind(('', 9000))
    l.listen(1)
    c = socket.socket()
    c.connect(('127.0.0.1', 9000))
    a = l.accept()[0]
    l.close()
    return c, a

def done(*sockets):
    for s in sockets:
        s.close()
`;
