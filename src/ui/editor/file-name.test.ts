import { expect, test } from 'vitest';
import { refuseFileName, samePath } from './file-name';
import { shortName } from '../../shared/short-name';

test.each(['/', '/a b.py', '/../x', '/ü.py', '/a//b'])('%s is refused with a sentence', (path) => {
  expect(refuseFileName(path, [])?.()).toMatch(/\.$/);
});

test('a plain name is taken, once', () => {
  expect(refuseFileName('/blink.py', [])).toBeNull();
  expect(refuseFileName('/lib/x.py', [])).toBeNull();
  expect(refuseFileName('/blink.py', ['/blink.py'])).not.toBeNull();
});

test('names are compared with and without the slash', () => {
  expect(samePath('main.py', '/main.py')).toBe(true);
  expect(shortName('/main.py')).toBe('main.py');
});
