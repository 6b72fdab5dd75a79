import { expect, test } from 'vitest';
import { type Key, keyAction } from './keys';

const key = (name: string, modifiers: Partial<Key> = {}): Key => ({
  key: name,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...modifiers,
});

test('Ctrl-C interrupts, with Caps Lock too', () => {
  expect(keyAction(key('c', { ctrlKey: true }), false)).toBe('interrupt');
  expect(keyAction(key('C', { ctrlKey: true }), false)).toBe('interrupt');
});

test('Ctrl-Shift-C, Cmd-C and Ctrl-Insert copy', () => {
  expect(keyAction(key('C', { ctrlKey: true, shiftKey: true }), false)).toBe('copy');
  expect(keyAction(key('c', { metaKey: true }), false)).toBe('copy');
  expect(keyAction(key('Insert', { ctrlKey: true }), false)).toBe('copy');
});

test('Ctrl-V, Ctrl-Shift-V, Cmd-V and Shift-Insert paste', () => {
  expect(keyAction(key('v', { ctrlKey: true }), false)).toBe('paste');
  expect(keyAction(key('V', { ctrlKey: true, shiftKey: true }), false)).toBe('paste');
  expect(keyAction(key('v', { metaKey: true }), false)).toBe('paste');
  expect(keyAction(key('Insert', { shiftKey: true }), false)).toBe('paste');
});

test.each(['a', 'b', 'd', 'e'])('Ctrl-%s goes to the board', (letter) => {
  expect(keyAction(key(letter, { ctrlKey: true }), false)).toBe('board');
});

test('Tab completes at the board, and after Escape it leaves the terminal', () => {
  expect(keyAction(key('Tab'), false)).toBe('board');
  expect(keyAction(key('Tab'), true)).toBe('browser');
  expect(keyAction(key('Tab', { shiftKey: true }), false)).toBe('browser');
});

test('Escape is held back; function keys and zoom stay with the browser', () => {
  expect(keyAction(key('Escape'), false)).toBe('hold-escape');
  expect(keyAction(key('F5'), false)).toBe('browser');
  expect(keyAction(key('+', { ctrlKey: true }), false)).toBe('browser');
});

test('letters typed with AltGr are letters', () => {
  expect(keyAction(key('@', { ctrlKey: true, altKey: true }), false)).toBe('board');
});
