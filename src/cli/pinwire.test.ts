import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { decodePacket, encodePacket, Extension } from '../net/wisp/packets';
import { until } from '../proxy/proxy.test-helpers';
import { buildCommand } from '../../tools/command-build.mjs';

/** The command as it is started by hand. */
class Command {
  output = '';
  log = '';
  readonly child: ChildProcess;
  readonly end: Promise<number | null>;

  constructor(...args: string[]) {
    this.child = spawn(process.execPath, ['tools/pinwire.mjs', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (bytes: Buffer) => (this.log += bytes.toString()));
    this.child.stderr?.on('data', (bytes: Buffer) => (this.output += bytes.toString()));
    this.end = new Promise((settle) => this.child.on('close', settle));
  }

  async says(text: string): Promise<void> {
    await until(() => this.output.includes(text), `"${text}" in ${JSON.stringify(this.output)}`, 25_000);
  }
}

let folder: string;
const running: Command[] = [];
const start = (...args: string[]): Command => {
  const command = new Command(...args);
  running.push(command);
  return command;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinwire-command-'));
  await buildCommand(process.cwd());
});
afterEach(async () => {
  for (const { child, end } of running.splice(0)) {
    child.kill('SIGKILL');
    await end;
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const proxy = ['proxy', '--port', '0', '--origin', 'https://a.test'];

describe('input that cannot be meant ends with 2 and one line', () => {
  test.each([
    [[], 'Which command: device, lessons, proxy, serve or world?'],
    [['prxy'], 'There is no command prxy'],
    [['proxy', '--nonsense'], "Unknown option '--nonsense'"],
    [['world', '--nonsense'], "Unknown option '--nonsense'"],
    [['lessons'], 'Say what to do: new, preview, check, receipt or schema?'],
    [['lessons', 'check'], 'Name one folder: pinwire lessons check DIR'],
    [['lessons', 'check', 'no-such-folder'], 'no-such-folder is no folder.'],
    [['lessons', 'check', '--nonsense'], "Unknown option '--nonsense'"],
    [['world', '--port', 'x'], '--port must be a number from 1 to 65500'],
    [['proxy', '--allow', 'a.test:80'], 'No page could use it'],
    [[...proxy], 'Nothing is allowed'],
    [[...proxy, '--config', '/nowhere.yaml'], '/nowhere.yaml cannot be read (ENOENT)'],
    [[...proxy, '--allow', 'a.test:80', '--host', '192.0.2.1'], '192.0.2.1 is no address of this machine'],
    [[...proxy, '--allow', 'a.test:80', '--cert', 'x.pem'], '--cert and --key belong together'],
    [
      [...proxy, '--allow', 'a.test:80', '--cert', 'package.json', '--key', 'package.json'],
      'The certificate and the key do not belong together, or one of them is not PEM',
    ],
    [
      [...proxy, '--allow', 'a.test:80', '--cert', '/nowhere.pem', '--key', '/nowhere.pem'],
      '/nowhere.pem cannot be read',
    ],
  ])('%j', async (args, sentence) => {
    const command = start(...args);
    expect(await command.end).toBe(2);
    expect(command.output).toContain(sentence);
    expect(command.output.trim().split('\n')).toHaveLength(1);
  });

  test('a port that is taken, also one to be published', async () => {
    const other = createServer();
    await new Promise<void>((settle) => other.listen(0, '127.0.0.1', settle));
    const { port } = other.address() as AddressInfo;
    const taken = start(
      'proxy',
      '--port',
      String(port),
      '--origin',
      'https://a.test',
      '--allow',
      'a.test:80',
    );
    expect(await taken.end).toBe(2);
    expect(taken.output).toBe(`pinwire: Port ${port} is in use. Choose another by --port.\n`);
    const published = start(...proxy, '--publish', `${port}:80`);
    expect(await published.end).toBe(2);
    expect(published.output).toBe(
      `pinwire: Port ${port}, which was to lead to the board's port 80, is in use.\n`,
    );
    await new Promise((settle) => other.close(settle));
  });
});

test('--help lists every option', async () => {
  const command = start('proxy', '--help');
  expect(await command.end).toBe(0);
  for (const flag of ['--allow ', '--allow-private ', '--max-streams N', '--publish ', '--config ']) {
    expect(command.log).toContain(flag);
  }
});

describe('pinwire proxy', () => {
  test('runs until SIGTERM, and reads its rules anew at SIGHUP, or keeps them when they are wrong', async () => {
    const config = join(folder, 'proxy.yaml');
    writeFileSync(config, 'allow: [one.test:80]\norigin: https://a.test\nport: 0\n');
    const command = start('proxy', '--config', config);
    await command.says('SIGHUP has it read');
    expect(command.output).toContain('Allowed: one.test:80\n');
    const url = /ws:\/\/\S+/.exec(command.output)?.[0] ?? '';
    expect(await rulesAt(url)).toBe('one.test:80');

    writeFileSync(config, 'allow: [two.test:81]\norigin: https://a.test\nport: 0\n');
    command.child.kill('SIGHUP');
    await command.says('Allowed: two.test:81');
    expect(await rulesAt(url)).toBe('two.test:81');

    writeFileSync(config, 'allow: [nonsense]\n');
    command.child.kill('SIGHUP');
    await command.says(`The rules stay as they were: ${config}:1: allow: "nonsense" is no rule`);
    expect(await rulesAt(url)).toBe('two.test:81');

    command.child.kill('SIGTERM');
    expect(await command.end).toBe(0);
    const events = command.log
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toContain('rules');
    expect(events.at(-1)).toMatch(/stopping|disconnected/);
  });
});

/** What the proxy tells that it allows. */
function rulesAt(url: string): Promise<string> {
  const socket = new WebSocket(url, ['wisp-v2'], { origin: 'https://a.test' });
  return new Promise((settle, fail) => {
    socket.on('error', fail);
    socket.on('message', (message: Buffer) => {
      const packet = decodePacket(message);
      if (packet.kind !== 'info') return;
      const rules = packet.extensions.find(({ id }) => id === Extension.rules);
      socket.send(encodePacket({ kind: 'info', major: 2, minor: 0, extensions: [] }));
      socket.close(1000);
      settle(Buffer.from(rules?.data ?? []).toString());
    });
  });
}
