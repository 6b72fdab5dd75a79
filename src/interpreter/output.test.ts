import { describe, expect, test } from 'vitest';
import { OUTPUT_CREDIT } from '../protocol/control-block';
import { FakeCarrier } from './fake-carrier.test-helpers';
import { Output } from './output';
import type { Suspension } from './suspension';

interface Bench {
  readonly carrier: FakeCarrier;
  readonly output: Output;
  readonly vm: { interrupted: boolean; looks: number };
}

function bench(): Bench {
  const carrier = new FakeCarrier();
  const vm = { interrupted: false, looks: 0 };
  const output = new Output(
    carrier,
    () => {
      vm.looks++;
    },
    () => vm.interrupted,
  );
  return { carrier, output, vm };
}

/** What a program printed, in one go. */
function printed(...texts: string[]): string {
  const { carrier, output } = bench();
  for (const text of texts) output.writeText(text);
  output.flush();
  return carrier.text;
}

describe('console output', () => {
  test.each([
    [['a\nb\n'], 'a\r\nb\r\n'],
    [['a\r\nb'], 'a\r\nb'],
    [['a\r', '\nb'], 'a\r\nb'],
    [['\n', '\n'], '\r\n\r\n'],
    [['\r\n\n'], '\r\n\r\n'],
    [['\r', 'a\n'], '\ra\r\n'],
  ])('%j goes out as %j: every LF as CR LF', (texts, out) => {
    expect(printed(...texts)).toBe(out);
  });

  test('is sent in batches of 4 KiB, the rest when it is flushed', () => {
    const { carrier, output } = bench();
    output.writeText('x'.repeat(5000));
    expect(carrier.posted).toMatchObject([{ kind: 'output', bytes: { length: 4096 } }]);
    output.flush();
    output.flush();
    expect(carrier.posted).toHaveLength(2);
    expect(carrier.text).toBe('x'.repeat(5000));
  });

  test('sends a frame as it is, also one that the interpreter ends by itself', () => {
    const { carrier, output } = bench();
    output.frame('R\x01\x80\x00\n');
    output.write(Uint8Array.of(4));
    output.flush();
    expect(carrier.text).toBe('R\x01\x80\x00\n\x04');
  });

  test('has a tail of what was flushed since it was forgotten', () => {
    const { output } = bench();
    const tail = (): string => new TextDecoder().decode(output.tail);
    output.writeText('one\n');
    expect(tail()).toBe('');
    output.flush();
    output.writeText('two');
    output.flush();
    expect(tail()).toBe('one\r\ntwo');
    expect(output.tailIsCut).toBe(false);
    output.forgetTail();
    expect(tail()).toBe('');
    output.writeText(`${'x'.repeat(10_000)}end`);
    output.flush();
    expect(tail()).toMatch(/^x+end$/);
    expect(output.tail.length).toBeLessThan(10_000);
    expect(output.tailIsCut).toBe(true);
  });
});

describe('output that the page does not take', () => {
  const flood = (output: Output): void => {
    for (let line = 0; line < 1000; line++) output.writeText('x'.repeat(99));
  };

  test('holds the board back at its credit, until some is taken', () => {
    const { carrier, output } = bench();
    let longest = 0;
    carrier.onWait = (milliseconds) => {
      expect(milliseconds).toBe(Infinity);
      longest = Math.max(longest, carrier.text.length - carrier.outputTaken);
      carrier.outputTaken = carrier.text.length;
    };
    flood(output);
    output.flush();
    expect(carrier.text).toHaveLength(99_000);
    expect(carrier.waits.length).toBeGreaterThan(3);
    expect(longest).toBeGreaterThan(OUTPUT_CREDIT);
    expect(longest).toBeLessThanOrEqual(OUTPUT_CREDIT + 4096);
  });

  test('waits for a doorbell that was read before the last look, so that no wake-up is lost', () => {
    const carrier = new FakeCarrier();
    let looks = 0;
    const output = new Output(
      carrier,
      () => {
        // Taken, and told, right after the look.
        looks++;
        carrier.doorbell++;
      },
      () => looks > 10,
    );
    flood(output);
    expect(carrier.waits).not.toEqual([]);
    for (const { seen } of carrier.waits) expect(seen).toBeLessThan(carrier.doorbell);
  });

  test('counts modulo 2^32', () => {
    const { carrier, output } = bench();
    // Both as the shared word is read, signed, and as it counts.
    carrier.outputTaken = -OUTPUT_CREDIT;
    output.writeText('x');
    carrier.outputTaken = (-OUTPUT_CREDIT - 1) >>> 0;
    expect(() => output.writeText('x')).toThrow('nothing will ever wake this wait');
  });

  test('is dropped when Ctrl-C comes, until the program has ended', () => {
    const { carrier, output, vm } = bench();
    carrier.onWait = () => {
      vm.interrupted = true;
      carrier.doorbell++;
    };
    flood(output);
    const sent = carrier.text.length;
    expect(carrier.waits).toHaveLength(1);
    output.writeText('more of the flood');
    output.flush();
    expect(carrier.text).toHaveLength(sent);
    vm.interrupted = false;
    carrier.outputTaken = sent;
    output.resume();
    output.writeText('KeyboardInterrupt');
    output.flush();
    expect(carrier.text.slice(sent)).toBe('KeyboardInterrupt');
  });
});

describe('where the thread cannot sleep', () => {
  function suspendable() {
    const carrier = new FakeCarrier();
    carrier.suspension = {} as Suspension;
    const vm = { interrupted: false, debts: 0 };
    const output = new Output(
      carrier,
      () => undefined,
      () => vm.interrupted,
      () => vm.debts++,
    );
    return { carrier, output, vm };
  }

  test('whoever prints more than there is credit for does not wait there, and the debt is told', () => {
    const { carrier, output, vm } = suspendable();
    output.writeText('x'.repeat(OUTPUT_CREDIT));
    expect(vm.debts).toBe(0);
    output.writeText('x'.repeat(8192));
    expect(vm.debts).toBeGreaterThan(0);
    expect(carrier.waits).toEqual([]);
  });

  test('it waits where it may be suspended, until the page has taken enough', async () => {
    const { carrier, output } = suspendable();
    expect(output.settle()).toBeUndefined();
    output.writeText('x'.repeat(30_000));
    output.flush();
    carrier.onWait = () => {
      carrier.outputTaken += 4096;
    };
    await output.settle();
    expect(carrier.waits).toHaveLength(4);
    expect(carrier.outputTaken).toBeGreaterThanOrEqual(30_000 - OUTPUT_CREDIT);
  });

  test('Ctrl-C ends that wait, and what the statement still prints is dropped', async () => {
    const { carrier, output, vm } = suspendable();
    output.writeText('x'.repeat(30_000));
    output.flush();
    carrier.onWait = () => {
      vm.interrupted = true;
    };
    await output.settle();
    const sent = carrier.text.length;
    output.writeText('x'.repeat(30_000));
    output.flush();
    expect(carrier.text).toHaveLength(sent);
  });
});
