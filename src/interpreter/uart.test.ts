import { describe, expect, test } from 'vitest';
import { Uart } from './uart';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const takeAll = (uart: Uart): string => {
  let text = '';
  for (let byte = uart.take(); byte !== undefined; byte = uart.take()) text += String.fromCharCode(byte);
  return text;
};

describe('the UART', () => {
  test('gives bytes in order and credit for them once', () => {
    const uart = new Uart(() => undefined);
    uart.receive(bytes('abc'));
    expect(uart.hasCredit).toBe(false);
    expect(takeAll(uart)).toBe('abc');
    expect([uart.hasCredit, uart.releaseCredit(), uart.releaseCredit(), uart.hasCredit]).toEqual([
      true,
      3,
      0,
      false,
    ]);
  });

  test('takes Ctrl-C once: by its count, and then not as a byte', () => {
    const uart = new Uart(() => undefined);
    uart.receive(bytes('a\x03b'));
    expect(uart.isInterrupted(1)).toBe(true);
    uart.takeInterrupts(1);
    expect(uart.isInterrupted(1)).toBe(false);
    expect(takeAll(uart)).toBe('ab');
  });

  test('takes Ctrl-C once: as a byte, and then not by its count', () => {
    const uart = new Uart(() => undefined);
    uart.receive(bytes('\x03'));
    expect(takeAll(uart)).toBe('\x03');
    expect(uart.isInterrupted(1)).toBe(false);
    expect(uart.releaseCredit()).toBe(0);
  });

  test('counts modulo 2^32', () => {
    const uart = new Uart(() => undefined);
    uart.takeInterrupts(0xff_ff_ff_ff);
    expect([uart.isInterrupted(0xff_ff_ff_ff), uart.isInterrupted(0)]).toEqual([false, true]);
  });

  test('holds 255 bytes, loses what comes beyond and says so, but never Ctrl-C', () => {
    let overruns = 0;
    const uart = new Uart(() => overruns++);
    uart.receive(bytes('x'.repeat(300)));
    uart.receive(bytes('\x03'));
    expect(takeAll(uart)).toBe(`${'x'.repeat(255)}\x03`);
    expect(overruns).toBe(1);
  });

  test('has room for all that there is credit for, however often Ctrl-C was pressed', () => {
    let overruns = 0;
    const uart = new Uart(() => overruns++);
    uart.receive(bytes('x'.repeat(255)));
    uart.receive(bytes('\x03\x03\x03'));
    for (let count = 0; count < 255; count++) {
      uart.take();
      uart.receive(bytes('y'.repeat(uart.releaseCredit())));
    }
    expect(takeAll(uart)).toBe(`\x03\x03\x03${'y'.repeat(255)}`);
    expect(overruns).toBe(0);
  });
});
