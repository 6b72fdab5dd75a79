import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../shared/virtual-clock';
import { FakeSession } from '../fake-session.test-helpers';
import { Diagnostics } from './diagnostics';
import { scrubbed } from './scrub';

const SECRET = 'sw0rdfish';

function begun(session: FakeSession | null) {
  const clock = new VirtualClock();
  const diagnostics = new Diagnostics({
    session,
    clock,
    wallClock: () => new Date(0),
    facts: () => [['page', '0.1.0, protocol 1']],
  });
  return { clock, diagnostics };
}

describe('the report', () => {
  test('tells versions, the state of the board, and what happened, in numbers and known words', () => {
    const session = new FakeSession({ '/main.py': '12345', '/a.py': '1' });
    const { clock, diagnostics } = begun(session);
    session.boot();
    session.become({ kind: 'waiting', on: { call: 'accept', port: 80 } });
    clock.advance(1_500);
    session.notify({ kind: 'not-simulated', name: 'machine.I2C' });
    session.fail('device-died');
    session.boot();
    clock.advance(500);
    expect(diagnostics.report()).toBe(`Pinwire diagnostics, 1970-01-01T00:00:00.000Z
No names and no contents of files, nothing that was typed or printed.

page        0.1.0, protocol 1
storage     stored
flash       2 files, 6 bytes
board       ready, 1 faults in a row
activity    prompt, prompt 1, start 2
network     connected
listening   -
input       none waits
uptime      2.0 s

What happened, newest last:
    0.0 s  start     1
    1.5 s  notice    not-simulated
    1.5 s  fault     device worker, restart:${' '}
    1.5 s  start     2
`);
  });

  test('holds nothing of the student: no file’s name or contents, nothing typed, printed or raised', async () => {
    const session = new FakeSession({ [`/${SECRET}.py`]: SECRET });
    const { diagnostics } = begun(session);
    session.boot();
    session.type(SECRET);
    session.print(SECRET);
    await session.paste(SECRET);
    await session.writeFile(`/lib/${SECRET}`, new TextEncoder().encode(SECRET));
    session.raise({ type: SECRET, message: SECRET, frames: [{ file: SECRET, line: 1, block: SECRET }] });
    session.notify({ kind: 'unknown-name', name: SECRET, rules: [SECRET] });
    session.notify({ kind: 'files-damaged', paths: [SECRET] });
    session.notify({ kind: 'flash-not-read', detail: SECRET });
    session.notify({ kind: 'not-simulated', name: SECRET });
    session.notify({ kind: 'file-not-run', path: SECRET });
    for (const wait of [
      { call: 'getaddrinfo', name: SECRET },
      { call: 'recv', peer: SECRET },
    ] as const) {
      session.become({ kind: 'waiting', on: wait });
      expect(diagnostics.report()).not.toContain(SECRET);
    }
    for (const detail of [
      SECRET,
      `PythonError: Traceback (most recent call last):\\n  File "${SECRET}.py", line 1, in ${SECRET}\\n${SECRET}`,
      `SyntaxError: Unexpected token 's', "${SECRET}" is not valid JSON\n    at JSON.parse (<anonymous>)`,
      `Error: ${SECRET}\n    at ${SECRET} (https://host/${SECRET}/x.js:1:2)`,
      `TypeError: cannot read ${SECRET}`,
      `a message that makes no sense: kind ${SECRET}`,
    ]) {
      session.fail('device-died', detail);
      diagnostics.pageError('Editor', Object.assign(new Error(SECRET), { stack: detail }));
    }
    diagnostics.pageError('page', SECRET);
    expect(diagnostics.report()).not.toContain(SECRET);
    // It is no empty promise: these were all told.
    expect(diagnostics.report().match(/^ +\d.*(?:fault|page|notice) /gm)).toHaveLength(18);
  });

  test('keeps the last 40 events', () => {
    const session = new FakeSession();
    const { clock, diagnostics } = begun(session);
    for (let n = 0; n < 100; n++) {
      clock.advance(1_000);
      session.notify({ kind: 'input-waits' });
    }
    const events = diagnostics.report().match(/^ +\d.*notice/gm) ?? [];
    expect(events).toHaveLength(40);
    expect(events[0]).toContain('61.0 s');
  });

  test('is there without a board, too', () => {
    const report = begun(null).diagnostics.report();
    expect(report).toContain('protocol 1');
    expect(report).toContain('Nothing went wrong so far.');
  });

  test('hears nothing more after its end', () => {
    const session = new FakeSession();
    const { diagnostics } = begun(session);
    diagnostics.dispose();
    session.notify({ kind: 'input-waits' });
    expect(diagnostics.report()).not.toContain('notice');
  });
});

describe('of an error', () => {
  test.each([
    [
      'RuntimeError: unreachable\n    at wasm://wasm/micropython-00c1.wasm:wasm-function[12]:0x1f\n    at Device.live (https://host.example/p/assets/device-worker-ab.js:1:200)',
      'RuntimeError: unreachable < device-worker-ab.js:1:200',
    ],
    ['Uncaught RangeError: Maximum call stack size exceeded', 'RangeError: Maximum call stack size exceeded'],
    ['run@https://host.example/assets/x.js:3:4\n', ''],
    ['Error: https://host.example/micropython.wasm: 404 Not Found', 'Error 404'],
    ['TypeError: Failed to fetch', 'TypeError'],
    ['its script could not be loaded', 'its script could not be loaded'],
    ['device worker 1, page 2', 'device worker 1, page 2'],
    ['', ''],
  ])('%j stays %j', (detail, kept) => {
    expect(scrubbed(detail)).toBe(kept);
  });
});
