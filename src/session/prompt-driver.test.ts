import { describe, expect, test } from 'vitest';
import type { Activity, DeviceState } from '../protocol/device-state';
import { VirtualClock } from '../shared/virtual-clock';
import { ConsoleFeed } from './console-feed';
import { deviceState } from './device-state.test-helpers';
import { PromptDriver } from './prompt-driver';
import type { RunOutcome } from './session';

/** A board at the other end of the console, which does what a test says and nothing else. */
class Bench {
  readonly clock = new VirtualClock();
  readonly sent: string[] = [];
  readonly feed = new ConsoleFeed(
    (bytes) => this.sent.push(new TextDecoder().decode(bytes)),
    () => undefined,
  );
  readonly driver: PromptDriver;
  state: DeviceState | null;

  constructor(activity: Activity | null) {
    this.state = activity && deviceState({ activity });
    this.driver = new PromptDriver({
      feed: this.feed,
      state: () => this.state,
      // As the session does it.
      interrupt: () => {
        this.driver.supersede('interrupted');
        this.feed.interrupt();
      },
      after: (delay, fire) => this.clock.after(delay, fire),
    });
  }

  /** The board reads what its UART has, and tells. */
  take(): void {
    this.feed.onTaken(255);
    this.driver.onProgress();
  }

  /** The board comes to a prompt of some kind. */
  show(kind: 'prompt' | 'continuation' | 'paste' | 'raw'): void {
    this.become({ kind }, 1);
  }

  become(activity: Activity, prompts = 0): void {
    this.state = deviceState({ activity, prompts: (this.state?.prompts ?? 0) + prompts });
    this.driver.onProgress();
  }

  type(keys: string): void {
    const bytes = new TextEncoder().encode(keys);
    if (!this.driver.onTyped(bytes)) this.feed.push(bytes);
  }
}

/** What a promise settled to, once the microtasks before have run. */
async function outcomeOf(promise: Promise<RunOutcome>): Promise<RunOutcome | 'waiting'> {
  await Promise.resolve();
  return Promise.race([promise, Promise.resolve('waiting' as const)]);
}

describe('typing for the student', () => {
  test('sends one line after another, each at the prompt after the one before', async () => {
    const bench = new Bench({ kind: 'prompt' });
    const typing = bench.driver.typeLines(['for i in x:', 'print(i)', '', '1']);
    expect(bench.sent).toEqual(['for i in x:\r']);
    // Taken and not yet dealt with, then dealt with and (the messages crossed) not yet told as taken.
    bench.take();
    expect(bench.sent).toHaveLength(1);
    bench.show('continuation');
    expect(bench.sent.slice(1)).toEqual(['print(i)\r']);
    bench.show('continuation');
    expect(bench.sent).toHaveLength(2);
    bench.take();
    expect(bench.sent.slice(2)).toEqual(['\r']);
    bench.take();
    bench.become({ kind: 'running' });
    expect(bench.sent).toHaveLength(3);
    bench.show('prompt');
    expect(bench.sent.slice(3)).toEqual(['1\r']);
    expect(await outcomeOf(typing)).toBe('waiting');
    bench.take();
    expect(await outcomeOf(typing)).toBe('sent');
  });

  test('waits for the first prompt of a board that starts', async () => {
    const bench = new Bench(null);
    const typing = bench.driver.typeLines(['1']);
    expect(bench.sent).toEqual([]);
    bench.become({ kind: 'starting' });
    expect(bench.sent).toEqual([]);
    bench.show('prompt');
    expect(bench.sent).toEqual(['1\r']);
    bench.take();
    expect(await outcomeOf(typing)).toBe('sent');
  });

  test('sends nothing, and is done, when there are no lines', async () => {
    const bench = new Bench({ kind: 'running' });
    expect(await outcomeOf(bench.driver.typeLines([]))).toBe('sent');
    expect(bench.sent).toEqual([]);
  });

  test('pastes by paste mode, each newline as CR', async () => {
    const bench = new Bench({ kind: 'prompt' });
    const pasting = bench.driver.paste('a\nb\r\nc\rd');
    expect(bench.sent).toEqual(['\x05']);
    bench.take();
    bench.show('paste');
    expect(bench.sent.slice(1)).toEqual(['a\rb\rc\rd\x04']);
    bench.take();
    expect(await outcomeOf(pasting)).toBe('sent');
  });

  test('is done at once with a step that types nothing', async () => {
    const bench = new Bench({ kind: 'prompt' });
    let ran = 0;
    expect(await outcomeOf(bench.driver.run(() => ran++))).toBe('sent');
    expect(ran).toBe(1);
  });
});

describe('what stands in the way', () => {
  test.each(['running', 'starting', 'continuation', 'paste'] as const)(
    'is interrupted first: %s',
    async (kind) => {
      const bench = new Bench({ kind });
      const typing = bench.driver.typeLines(['1']);
      expect(bench.sent).toEqual(['\x03']);
      bench.show('prompt');
      expect(bench.sent.slice(1)).toEqual(['1\r']);
      bench.take();
      expect(await outcomeOf(typing)).toBe('sent');
    },
  );

  test('is not asked for its old prompt: only a newer one counts', () => {
    const bench = new Bench({ kind: 'continuation' });
    void bench.driver.typeLines(['1']);
    bench.become({ kind: 'prompt' });
    expect(bench.sent).toEqual(['\x03']);
  });

  test('is not taken for the prompt, when it shows another one by itself', () => {
    const bench = new Bench({ kind: 'running' });
    void bench.driver.typeLines(['1']);
    bench.show('continuation');
    bench.show('paste');
    expect(bench.sent).toEqual(['\x03']);
  });

  test('is left, when it is the raw REPL, by Ctrl-B', () => {
    const bench = new Bench({ kind: 'raw' });
    void bench.driver.typeLines(['1']);
    expect(bench.sent).toEqual(['\x03', '\x02']);
    bench.take();
    bench.show('prompt');
    expect(bench.sent.slice(2)).toEqual(['1\r']);
  });

  test('is cleared, when it was typed at the prompt, by Ctrl-C', () => {
    const bench = new Bench({ kind: 'prompt' });
    bench.type('garb');
    bench.take();
    void bench.driver.typeLines(['1']);
    expect(bench.sent).toEqual(['garb', '\x03']);
    bench.show('prompt');
    expect(bench.sent.slice(2)).toEqual(['1\r']);
  });

  test('is not there when what was typed has been dealt with', () => {
    const bench = new Bench({ kind: 'prompt' });
    bench.type('1\r');
    bench.take();
    bench.show('prompt');
    void bench.driver.typeLines(['2']);
    expect(bench.sent).toEqual(['1\r', '2\r']);
  });

  test('is cleared, when it was typed ahead, by a second Ctrl-C at the prompt that the first brought', () => {
    const bench = new Bench({ kind: 'running' });
    bench.type('garbage(');
    void bench.driver.typeLines(['1']);
    expect(bench.sent).toEqual(['garbage(', '\x03']);
    bench.show('prompt');
    expect(bench.sent).toHaveLength(2);
    bench.take();
    expect(bench.sent.slice(2)).toEqual(['\x03']);
    bench.show('prompt');
    expect(bench.sent.slice(3)).toEqual(['1\r']);
  });

  test('is interrupted again after each second in which no prompt came', () => {
    const bench = new Bench({ kind: 'running' });
    void bench.driver.typeLines(['1']);
    bench.clock.advance(999);
    expect(bench.sent).toEqual(['\x03']);
    bench.clock.advance(1);
    expect(bench.sent).toEqual(['\x03', '\x03']);
    bench.clock.advance(1000);
    expect(bench.sent).toEqual(['\x03', '\x03', '\x03']);
    bench.show('prompt');
    bench.clock.advance(10_000);
    expect(bench.sent.slice(3)).toEqual(['1\r']);
    expect(bench.clock.nextDue).toBeNull();
  });
});

describe('a job that is not all typed', () => {
  const begun = (): { bench: Bench; typing: Promise<RunOutcome> } => {
    const bench = new Bench({ kind: 'prompt' });
    return { bench, typing: bench.driver.typeLines(['first', 'second']) };
  };
  const typesNoMore = (bench: Bench): void => {
    bench.take();
    bench.show('prompt');
    expect(bench.sent.join('')).not.toContain('second');
    expect(bench.clock.nextDue).toBeNull();
  };

  test('gives way to a newer one, which begins with Ctrl-C', async () => {
    const { bench, typing } = begun();
    const newer = bench.driver.typeLines(['newer']);
    expect(await outcomeOf(typing)).toBe('superseded');
    bench.take();
    bench.show('prompt');
    // The first line had been sent and not taken: typed ahead.
    bench.show('prompt');
    expect(bench.sent).toEqual(['first\r', '\x03', '\x03', 'newer\r']);
    bench.take();
    expect(await outcomeOf(newer)).toBe('sent');
  });

  test('gives way to a key', async () => {
    const { bench, typing } = begun();
    bench.type('x');
    expect(await outcomeOf(typing)).toBe('superseded');
    typesNoMore(bench);
  });

  test.each(['interrupted', 'board-reset'] as const)('ends: %s', async (outcome) => {
    const { bench, typing } = begun();
    bench.driver.supersede(outcome);
    expect(await outcomeOf(typing)).toBe(outcome);
    typesNoMore(bench);
  });

  test('ends while it waits for the prompt, and does not interrupt again', async () => {
    const bench = new Bench({ kind: 'running' });
    const typing = bench.driver.typeLines(['second']);
    bench.driver.supersede('interrupted');
    expect(await outcomeOf(typing)).toBe('interrupted');
    typesNoMore(bench);
  });
});

describe('keys in the middle of a paste', () => {
  test('come after it, whether the board has opened paste mode or not', async () => {
    const bench = new Bench({ kind: 'prompt' });
    const pasting = bench.driver.paste('a\nb');
    bench.type('x');
    expect(bench.sent).toEqual(['\x05']);
    bench.take();
    bench.show('paste');
    expect(bench.sent.slice(1)).toEqual(['a\rb\x04', 'x']);
    bench.type('y');
    expect(bench.sent.slice(3)).toEqual(['y']);
    expect(await outcomeOf(pasting)).toBe('sent');
  });

  test('wait behind a long one, in order', () => {
    const bench = new Bench({ kind: 'prompt' });
    const long = 'x'.repeat(600);
    void bench.driver.paste(long);
    bench.take();
    bench.show('paste');
    bench.type('1');
    bench.type('2\r');
    for (let n = 0; n < 4; n++) bench.take();
    expect(bench.sent.join('')).toBe(`\x05${long}\x0412\r`);
  });

  test('are dropped with it by Ctrl-C', async () => {
    const bench = new Bench({ kind: 'prompt' });
    const pasting = bench.driver.paste('a');
    bench.type('x');
    bench.driver.supersede('interrupted');
    bench.take();
    bench.show('paste');
    expect(bench.sent).toEqual(['\x05']);
    expect(await outcomeOf(pasting)).toBe('interrupted');
    bench.type('y');
    expect(bench.sent).toEqual(['\x05', 'y']);
  });

  test('are bounded', () => {
    const bench = new Bench({ kind: 'prompt' });
    void bench.driver.paste('a');
    bench.type('k'.repeat(4_000));
    bench.type('l'.repeat(4_000));
    bench.take();
    bench.show('paste');
    for (let n = 0; n < 40; n++) bench.take();
    expect(bench.sent.join('')).toBe(`\x05a\x04${'k'.repeat(4_000)}`);
  });
});

test('a paste that can never be waited for is refused before anything is sent', async () => {
  const bench = new Bench({ kind: 'running' });
  expect(await outcomeOf(bench.driver.paste('x'.repeat(4 * 1024 * 1024)))).toBe('refused');
  expect(bench.sent).toEqual([]);
});
