import { expect, test } from 'vitest';
import { Uart } from './uart';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const CTRL_C = '\x03';

function uart(): Uart {
  return new Uart(() => {
    throw new Error('overrun');
  });
}

function readAll(take: () => number | undefined): string {
  let text = '';
  for (let byte = take(); byte !== undefined; byte = take()) text += String.fromCharCode(byte);
  return text;
}

test('a Ctrl-C whose byte comes before its count still interrupts the program that reads', () => {
  const line = uart();
  line.receive(bytes(`ab${CTRL_C}cd`));
  expect(readAll(() => line.takeForProgram(true))).toBe('ab');
  expect(line.isInterrupted(0)).toBe(false);
  expect(line.isInterrupted(1)).toBe(true);
});

test('what was typed after a Ctrl-C is for the prompt, not for the program that it ended', () => {
  const line = uart();
  line.receive(bytes(`ab${CTRL_C}cd`));
  readAll(() => line.takeForProgram(true));
  line.takeInterrupts(1);
  expect(readAll(() => line.take())).toBe('cd');
});

test('a Ctrl-C that has interrupted already is passed over by the next program', () => {
  const line = uart();
  line.takeInterrupts(1);
  line.receive(bytes(`${CTRL_C}ef`));
  expect(readAll(() => line.takeForProgram(true))).toBe('ef');
});

test('at the prompt Ctrl-C is a key, and does not interrupt what is run after it', () => {
  const line = uart();
  line.receive(bytes(`x${CTRL_C}y`));
  expect(readAll(() => line.take())).toBe(`x${CTRL_C}y`);
  expect(line.isInterrupted(1)).toBe(false);
});

test('a program that Ctrl-C does not interrupt reads it as a byte, once', () => {
  const line = uart();
  line.receive(bytes(`a${CTRL_C}b`));
  expect(readAll(() => line.takeForProgram(false))).toBe(`a${CTRL_C}b`);
  expect(line.isInterrupted(1)).toBe(false);
});

test('of Ctrl-C pressed again and again only so many are kept, and none is left over to interrupt what comes later', () => {
  const line = uart();
  for (let pressed = 0; pressed < 10; pressed++) line.receive(bytes(CTRL_C.repeat(100)));
  expect(readAll(() => line.takeForProgram(false))).toBe(CTRL_C.repeat(255));
  expect(line.isInterrupted(1000)).toBe(false);
  line.receive(bytes(CTRL_C));
  expect([line.isInterrupted(1001), readAll(() => line.take())]).toEqual([true, CTRL_C]);
});

test('what is typed on the second terminal stands among the rest, and takes no credit', () => {
  const line = uart();
  line.receive(bytes('a'));
  line.typeOnTerminal(0x62);
  line.receive(bytes('c'));
  expect(readAll(() => line.take())).toBe('abc');
  expect(line.releaseCredit()).toBe(2);
});

test('Ctrl-C on the second terminal interrupts, once, as that of the serial line does', () => {
  const line = uart();
  line.typeOnTerminal(3);
  expect(line.isInterrupted(0)).toBe(true);
  line.takeInterrupts(0);
  line.receive(bytes(CTRL_C));
  expect([line.isInterrupted(0), line.isInterrupted(1)]).toEqual([false, true]);
  line.takeInterrupts(1);
  expect(readAll(() => line.take())).toBe('');
});

test('the second terminal may type ahead as far as the network holds, and Ctrl-C even then', () => {
  const line = uart();
  for (let typed = 0; line.hasRoomForTerminal; typed++) line.typeOnTerminal(0x61 + (typed % 2));
  line.typeOnTerminal(0x7a);
  line.typeOnTerminal(3);
  expect(line.isInterrupted(0)).toBe(true);
  expect(readAll(() => line.take())).toBe(`${'ab'.repeat(1_072)}${CTRL_C}`);
});
