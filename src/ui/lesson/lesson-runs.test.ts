import { beforeEach, expect, test } from 'vitest';
import type { CodeBlock } from '../../lessons/model';
import { GOOD_CONDITIONS } from '../../protocol/lan-conditions';
import type { Traceback } from '../../session/session';
import { VirtualClock } from '../../shared/virtual-clock';
import { FakeSession } from '../fake-session.test-helpers';
import { LessonRuns } from './lesson-runs';

const block: CodeBlock = {
  kind: 'console',
  line: 1,
  id: 'one',
  label: 'import socket',
  caption: null,
  text: '>>> import socket',
  copy: 'import socket',
  statements: [{ line: 1, lines: ['import socket'], output: [], typed: ['import socket'] }],
  typed: ['import socket'],
  run: 'type',
};
const program: CodeBlock = {
  kind: 'python',
  line: 1,
  id: 'two',
  label: 'import machine',
  caption: null,
  text: 'import machine',
  copy: 'import machine',
  source: 'import machine\n',
};
const inUse: Traceback = { type: 'OSError', message: '[Errno 98] EADDRINUSE', frames: [] };

let session: FakeSession;
let clock: VirtualClock;
let stray: Traceback[];
let runs: LessonRuns;

beforeEach(() => {
  session = new FakeSession();
  session.boot();
  clock = new VirtualClock();
  stray = [];
  runs = new LessonRuns(session, clock, (error) => stray.push(error));
});

test('a console block is typed, a program is pasted', async () => {
  await runs.run(block);
  expect(session.typed).toEqual(['import socket\r']);
  await runs.run(program);
  expect(session.pasted).toEqual(['import machine\n']);
});

test('it shows at once that it runs, and is done when the prompt comes back', async () => {
  session.runsOn = true;
  const sent = runs.run(block);
  expect(runs.runs.value.get('one')).toMatchObject({ kind: 'sending' });
  await sent;
  expect(runs.runs.value.get('one')).toMatchObject({ kind: 'running' });
  session.become({ kind: 'prompt' });
  expect(runs.runs.value.get('one')).toEqual({ kind: 'done' });
});

test('a block whose prompt came before anybody looked is done a moment later', async () => {
  session.typeLines = () => Promise.resolve('sent');
  await runs.run(block);
  expect(runs.runs.value.get('one')).toMatchObject({ kind: 'sending' });
  clock.advance(1000);
  expect(runs.runs.value.get('one')).toEqual({ kind: 'done' });
});

test('a block ended by Ctrl-C is stopped, not failed', async () => {
  session.runsOn = true;
  await runs.run(block);
  runs.stop();
  expect(runs.runs.value.get('one')).toEqual({ kind: 'stopped' });
});

test('an error of the block is the block’s', async () => {
  session.runsOn = true;
  await runs.run(program);
  session.raise(inUse);
  session.become({ kind: 'prompt' });
  expect(runs.runs.value.get('two')).toEqual({
    kind: 'failed',
    error: inUse,
    conditions: GOOD_CONDITIONS,
  });
  expect(stray).toEqual([]);
});

test('an error of something the student typed belongs to no block', () => {
  session.raise(inUse);
  expect(stray).toEqual([inUse]);
});

test('a block that was running is stopped when another one is run', async () => {
  session.runsOn = true;
  await runs.run(block);
  await runs.run(program);
  expect(runs.runs.value.get('one')).toEqual({ kind: 'stopped' });
  expect(runs.runs.value.get('two')).toMatchObject({ kind: 'running' });
});

test('a session that breaks off leaves no block running', async () => {
  session.typeLines = () => Promise.reject(new Error('gone'));
  await runs.run(block);
  expect(runs.runs.value.has('one')).toBe(false);
});

test('it knows which statement of a block is being typed, and which one runs on', async () => {
  const statements = [
    { line: 1, lines: ['x = 1'], output: [], typed: ['x = 1'] },
    { line: 2, lines: ['while True:', '    pass'], output: [], typed: ['while True:', 'pass', '', '', ''] },
  ];
  const typed = statements.flatMap((statement) => statement.typed);
  const seen: unknown[] = [];
  runs.runs.subscribe(() => seen.push(runs.runs.value.get('one')));
  session.runsOn = true;
  await runs.run({ ...block, statements, typed });
  expect(seen).toEqual([
    { kind: 'sending', statement: null },
    { kind: 'sending', statement: 0 },
    { kind: 'sending', statement: 1 },
    { kind: 'running', statement: 1 },
  ]);
});
