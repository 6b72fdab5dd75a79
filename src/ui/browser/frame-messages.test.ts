import { expect, test } from 'vitest';
import { frameShim } from './frame-shim';
import { readFrameMessage } from './frame-messages';

const TOKEN = 'secret';
const read = (message: object) => readFrameMessage({ pinwire: TOKEN, ...message }, TOKEN);

test('links, forms and requests are understood', () => {
  expect(read({ kind: 'navigate', href: '/x' })).toEqual({ kind: 'navigate', href: '/x' });
  expect(read({ kind: 'submit', method: 'POST', href: '/', fields: [['a', 'b']] })).toMatchObject({
    kind: 'submit',
  });
  expect(read({ kind: 'fetch', id: 1, method: 'post', href: '/', headers: [], body: 'x' })).toEqual({
    kind: 'fetch',
    id: 1,
    request: { method: 'POST', href: '/', headers: [], body: 'x' },
  });
});

test('a message without the token of this page is not heard', () => {
  expect(readFrameMessage({ kind: 'navigate', href: '/x' }, TOKEN)).toBeNull();
  expect(readFrameMessage({ pinwire: 'other', kind: 'hello' }, TOKEN)).toBeNull();
});

test.each([
  null,
  'text',
  { kind: 'unknown' },
  { kind: 'navigate', href: 3 },
  { kind: 'navigate', href: 'x'.repeat(10_000) },
  { kind: 'submit', method: 'PUT', href: '/', fields: [] },
  { kind: 'submit', method: 'GET', href: '/', fields: [['a']] },
  { kind: 'submit', method: 'GET', href: '/', fields: 'ab' },
  { kind: 'fetch', id: 'x', method: 'GET', href: '/', headers: [], body: null },
  { kind: 'fetch', id: 1, method: 'GET\r\nX', href: '/', headers: [], body: null },
  { kind: 'fetch', id: 1, method: 'GET', href: '/', headers: [], body: 7 },
])('a message of another shape is not heard (%#)', (message) => {
  const data = typeof message === 'object' && message !== null ? { pinwire: TOKEN, ...message } : message;
  expect(readFrameMessage(data, TOKEN)).toBeNull();
});

test('an address cannot end the script that it stands in', () => {
  expect(frameShim(TOKEN, 'http://192.168.1.42/</script><script>')).not.toContain('</script>');
});
