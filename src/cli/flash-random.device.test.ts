import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BoardSession } from '../session/board-session';
import type { WorkerPort } from '../session/worker-port';
import { asPython, FlashModel, PRELUDE, type Operation } from './flash-model.test-helpers';
import { described, TestFlash } from './flash-stores.test-helpers';
import { TestBoard } from './test-board.test-helpers';
import { testHost } from './test-host.test-helpers';

const name = fc.constantFrom('a', 'b', 'c');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `/${names.join('/')}`);
const text = fc.constantFrom('', 'x', 'hello', '0123456789'.repeat(20));
const operation: Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constantFrom('write' as const, 'append' as const), path, text }),
  fc.record({
    kind: fc.constantFrom('read' as const, 'list' as const, 'mkdir' as const, 'remove' as const),
    path,
  }),
  fc.record({ kind: fc.constant('mkdir' as const), path }),
  fc.record({ kind: fc.constant('rename' as const), path, to: path }),
);

describe('random operations', () => {
  test('do on the board what they do in the model, and page and storage see the same', async () => {
    const store = new TestFlash();
    const board = await TestBoard.start(store);
    const model = new FlashModel();
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 20, maxLength: 60 }), async (operations) => {
        const lines = operations.map(asPython).join('\n');
        await board.session.writeFile('/run.py', new TextEncoder().encode(`${PRELUDE}${lines}\nos.sync()\n`));
        const printed = (await board.line("exec(open('run.py').read())")).split('\n').slice(0, -1);
        await board.session.removeFile('/run.py');
        // Nothing is undone between two runs: each goes on from what is there.
        expect(printed).toEqual(operations.map((one) => model.run(one)));
        const stored = await store.load();
        expect(described(stored)).toBe(model.line);
        const files = stored.filter((change) => change.kind === 'file');
        expect(board.session.snapshot.files).toEqual(files.map((file) => file.path));
        for (const file of files) expect(board.session.readFile(file.path)).toEqual(file.bytes);
      }),
      { numRuns: 30, endOnFailure: true },
    );
    board.dispose();
  });
});

/** More of them: `PINWIRE_KILLS=200 npm run device -- src/cli/flash-random.device.test.ts`. */
const KILLS = Number(process.env['PINWIRE_KILLS'] ?? 15);

const PROGRAM = `
import os
n = len(os.listdir()) * 0
while True:
    n += 1
    with open('new', 'w') as f:
        f.write('%d,' % n * 50)
    os.rename('new', 'data%d' % (n % 3))
    if n % 4 == 0:
        os.mkdir('d%d' % n)
        os.rename('data0' if n % 3 == 0 else 'data%d' % (n % 3), 'd%d/x' % n)
    if n % 4 == 2 and n > 4:
        os.remove('d%d/x' % (n - 2))
        os.rmdir('d%d' % (n - 2))
    os.sync()
    print('kept', n)
`;

/** Every state that the program's flash passes through in its first rounds, and where each round is complete. */
function passedThrough(rounds: number): { states: string[]; complete: number[] } {
  const model = new FlashModel();
  const states = [model.line];
  const complete = [0];
  const run = (operation: Operation): void => {
    expect(model.run(operation)).toBe('None');
    states.push(model.line);
  };
  for (let n = 1; n <= rounds; n++) {
    run({ kind: 'write', path: '/new', text: '' });
    run({ kind: 'append', path: '/new', text: `${n},`.repeat(50) });
    run({ kind: 'rename', path: '/new', to: `/data${n % 3}` });
    if (n % 4 === 0) {
      run({ kind: 'mkdir', path: `/d${n}` });
      run({ kind: 'rename', path: `/data${n % 3}`, to: `/d${n}/x` });
    }
    if (n % 4 === 2 && n > 4) {
      run({ kind: 'remove', path: `/d${n - 2}/x` });
      run({ kind: 'remove', path: `/d${n - 2}` });
    }
    complete.push(states.length - 1);
  }
  return { states, complete };
}

/** A board whose worker is killed from outside, without a word to its session. */
class KilledBoard {
  readonly store = new TestFlash();
  text = '';
  #worker: WorkerPort<unknown, unknown> | undefined;
  readonly session: BoardSession;

  constructor() {
    const host = testHost(this.store);
    this.session = new BoardSession({
      ...host,
      startDeviceWorker: () => (this.#worker = host.startDeviceWorker()),
    });
    this.session.onOutput(({ bytes, done }) => {
      this.text += new TextDecoder().decode(bytes);
      done();
    });
  }

  /** The last round that the program knew to be stored. */
  get kept(): number {
    return Number([...this.text.matchAll(/kept (\d+)\r\n/g)].at(-1)?.[1] ?? 0);
  }

  async start(): Promise<void> {
    await until(() => this.text.endsWith('>>> '));
    await this.session.paste(PROGRAM);
    await until(() => this.kept > 0);
  }

  kill(): void {
    this.#worker?.terminate();
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('a worker that is killed while its program writes', () => {
  test('leaves in the storage all that was acknowledged, and only states that the program went through', async () => {
    const { states, complete } = passedThrough(3_000);
    const order = new Map(states.map((state, index) => [state, index]));
    let rounds = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const board = new KilledBoard();
      board.store.onWrite = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      await board.start();
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
      const { kept } = board;
      board.kill();
      const last = board.store.states.at(-1) ?? '';
      expect(order.get(last), `a state that never was: ${last}`).toBeDefined();
      expect(order.get(last) ?? -1).toBeGreaterThanOrEqual(complete[kept] ?? Infinity);
      // The tab could have been killed at any moment as well: each state in the storage follows on the one before.
      const seen = board.store.states.map((state) => order.get(state) ?? -1);
      expect(seen).toEqual([...seen].sort((one, other) => one - other));
      expect(seen).not.toContain(-1);
      rounds += kept;
      board.session.dispose();
    }
    expect(rounds).toBeGreaterThan(KILLS);
  }, 600_000);
});
