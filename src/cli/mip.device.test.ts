import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NODE_BUILD } from '../../tools/node-build';
import { packageFolder } from './device/package-folder';
import { nodeHost } from './node-host';
import { TestBoard } from './test-board.test-helpers';

const folder = mkdtempSync(join(tmpdir(), 'pinwire-packages-'));
let board: TestBoard;
const notices: string[] = [];

beforeAll(async () => {
  writeFileSync(join(folder, 'alone.py'), 'word = "alone"\n');
  mkdirSync(join(folder, 'kit'));
  writeFileSync(join(folder, 'kit', 'source.py'), 'word = "kit"\n');
  const urls = [['kit/__init__.py', 'source.py']];
  writeFileSync(join(folder, 'kit', 'package.json'), JSON.stringify({ urls, deps: [['alone', 'latest']] }));
  board = TestBoard.on(nodeHost({ build: NODE_BUILD, net: 'here', packages: packageFolder(folder) }));
  board.session.onNotice(({ kind }) => notices.push(kind));
  await board.until(() => board.atPrompt);
  await board.line('import mip');
});
afterAll(() => {
  board.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test('mip installs a package from the index, with what it needs, and no file twice', async () => {
  expect(await board.line("mip.install('kit')")).toBe(
    'Installing kit (latest) from https://micropython.org/pi/v2 to /lib\n' +
      'Copying: /lib/kit/__init__.py\n' +
      'Installing alone (latest) from https://micropython.org/pi/v2 to /lib\n' +
      'Copying: /lib/alone.py\n' +
      'Done\n',
  );
  expect(await board.line('import kit, alone; kit.word + alone.word')).toBe("'kitalone'\n");
  expect(await board.line("mip.install('alone', index='http://micropython.org/pi/v2')")).toContain(
    'Exists: /lib/alone.py\nDone\n',
  );
  expect(notices.filter((kind) => kind === 'tls-not-encrypted')).toHaveLength(1);
});

test('mip says what it cannot find', async () => {
  expect(await board.line("mip.install('nothing')")).toMatch(
    /Package not found: https:\/\/micropython\.org\/pi\/v2\/package\/6\/nothing\/latest\.json\nPackage may be partially installed\n$/,
  );
  expect(await board.line("mip.install('github:org/repo/a/b.py', version='v1')")).toContain('OSError: -2\n');
});

test('mip takes a single file from an address, to where it is wanted', async () => {
  expect(await board.line("mip.install('http://micropython.org/ks/test.html/x.py', target='/')")).toContain(
    'Error 404 requesting http://micropython.org/ks/test.html/x.py\n',
  );
  const address = "'http://micropython.org/pi/v2/package/6/kit/latest.json'";
  expect(
    await board.line(`mip.install(${address}, index='http://micropython.org/pi/v2', target='/at')`),
  ).toContain('Copying: /at/kit/__init__.py\n');
});

test('a TLS handshake with what does not speak this TLS fails with the numbers of axTLS', async () => {
  expect(
    await board.program(`
import socket, ssl
def tries(host, port):
    s = socket.socket()
    s.connect(socket.getaddrinfo(host, port)[0][-1])
    try:
        ssl.wrap_socket(s, server_hostname=host)
    except OSError as e:
        print(e.args)
    s.close()
tries('echo.test', 7)
`),
  ).toBe("(-260, 'INVALID_HANDSHAKE')\n");
});
