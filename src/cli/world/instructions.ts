import type { WorldPort } from './world';

/** What `pinwire world` prints: where everything is, and what makes a PC's Python find it. */
export function instructions(ports: readonly WorldPort[]): string {
  const width = Math.max(...ports.map((port) => nameOf(port).length));
  const table = ports.map(
    (port) => `  ${nameOf(port).padEnd(width)}  127.0.0.1:${port.here}  ${port.transport}`,
  );
  return `The virtual hosts are on this computer, for programs on it alone. Ctrl-C ends them.

${table.join('\n')}

Paste this into Python on this computer first, and the code of the lesson finds them:

${pythonSetUp(ports)}
`;
}

const nameOf = ({ host, port }: WorldPort): string => `${host}:${port}`;

/** Lines of Python that lead the names of the virtual hosts to this computer; all other names stay as they are. */
export function pythonSetUp(ports: readonly WorldPort[]): string {
  const entries = ports.map(({ host, port, here }) => `    (${JSON.stringify(host)}, ${port}): ${here},`);
  return `import socket
WORLD = {
${[...new Set(entries)].join('\n')}
}
_getaddrinfo = socket.getaddrinfo
def _world(host, port, *rest, **more):
    here = WORLD.get((host, port))
    return _getaddrinfo(*(("127.0.0.1", here) if here else (host, port)), *rest, **more)

socket.getaddrinfo = _world`;
}
