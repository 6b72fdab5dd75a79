import { describe, expect, onTestFinished, test } from 'vitest';
import type { WorkerPort } from '../session/worker-port';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';
import { testHost } from './test-host.test-helpers';

const GET = { method: 'GET', to: { ip: '192.168.1.42', port: 80 }, path: '/', headers: [] } as const;

const SERVER = `
import socket
l = socket.socket()
l.bind(('', 80))
l.listen(1)
c = socket.socket()
c.connect(socket.getaddrinfo('towel.blinkenlights.nl', 23)[0][-1])
print('play' 'ing')
try:
    while c.recv(500): pass
except OSError as e:
    print('lo' 'st', e)
while True:
    s, _ = l.accept()
    while s.readline() != b'\\r\\n': pass
    s.send(b'HTTP/1.0 200 OK\\r\\n\\r\\nstill here')
    s.close()
`;

/** A board whose net workers a test can let die. */
function withMortalNetwork(): { board: TestBoard; kill: () => void } {
  const host = testHost();
  let fail: (detail: string) => void = () => undefined;
  const board = TestBoard.on({
    ...host,
    startNetWorker: (): WorkerPort<unknown, unknown> => {
      const worker = host.startNetWorker();
      return {
        post: (message, transfer) => worker.post(message, transfer),
        onMessage: (listener) => worker.onMessage(listener),
        onFailure: (listener) => {
          fail = listener;
          return worker.onFailure(listener);
        },
        terminate: () => worker.terminate(),
      };
    },
  });
  onTestFinished(() => board.dispose());
  return { board, kill: () => fail('killed') };
}

describe('a net worker that dies under a running program', () => {
  test('resets its connections, as often as there is another, and the next serves the same program', async () => {
    const { board, kill } = withMortalNetwork();
    await board.until(() => board.atPrompt);
    await board.start(SERVER);
    await board.untilText('playing');
    kill();
    await board.untilText('lost [Errno 104] ECONNRESET');
    for (let deaths = 1; deaths <= 3; deaths++) {
      const answer = await board.session.fetch(GET);
      expect(answer.ok && new TextDecoder().decode(answer.response.body)).toBe('still here');
      expect(board.session.snapshot.networkFault).toBeNull();
      kill();
    }
    expect(board.session.snapshot.networkFault).toMatchObject({ remedy: 'restart' });
    await board.interrupt();
    await board.session.reset();
    await board.until(() => board.atPrompt);
    expect(await board.line("import socket; socket.getaddrinfo('micropython.org', 80)[0][-1]")).toBe(
      "('203.0.113.80', 80)\n",
    );
  });
});

describe('a start without boot.py and main.py', () => {
  const NEVER_LETS_GO = 'while True:\n try:\n  while True: pass\n except: pass\n';

  test.each(['/boot.py', '/main.py'])(
    'gives the prompt where %s never lets go, and deletes nothing',
    async (file) => {
      const flash = new MemoryFlash({ [file]: new TextEncoder().encode(NEVER_LETS_GO) });
      const board = TestBoard.boot(flash);
      onTestFinished(() => board.dispose());
      await board.until(() => board.session.snapshot.device?.activity.kind === 'running');
      board.session.interrupt();
      board.forget();
      await board.session.reset({ skipStartFiles: true });
      await board.until(() => board.atPrompt);
      expect(board.text).toMatch(/started without boot\.py and main\.py; they are still there/);
      expect(await board.line('import os; os.listdir()')).toContain(file.slice(1));
      // Once: the next start runs them again.
      board.type('\x04');
      await board.until(() => board.session.snapshot.device?.activity.kind === 'running', 'the file to run');
    },
  );
});
