import { expect, test } from 'vitest';
import { readAddress, requestTarget, resolveLink } from './address';

const BOARD = '192.168.1.42';
const PAGE = `http://${BOARD}/pins/index.html?x=1`;

test.each([
  ['192.168.1.42', `http://${BOARD}/`],
  ['http://192.168.1.42:8080/a', `http://${BOARD}:8080/a`],
  ['/led?on=1', `http://${BOARD}/led?on=1`],
  ['  192.168.1.42/x ', `http://${BOARD}/x`],
])('%s in the address bar opens %s', (typed, url) => {
  expect(readAddress(typed, BOARD)).toEqual({ kind: 'board', url });
});

test.each(['', 'https://192.168.1.42/', 'example.com', 'http://', 'ftp://192.168.1.42/'])(
  '“%s” is refused with a sentence',
  (typed) => {
    const target = readAddress(typed, BOARD);
    expect(target.kind).toBe('refused');
    expect(target.kind === 'refused' && target.why()).toMatch(/\w+ .*[./]$/);
  },
);

test.each([
  ['next', `http://${BOARD}/pins/next`],
  ['/led', `http://${BOARD}/led`],
  ['?x=2', `http://${BOARD}/pins/index.html?x=2`],
  ['//192.168.1.42/z', `http://${BOARD}/z`],
])('the link %s leads to %s', (href, url) => {
  expect(resolveLink(href, PAGE, BOARD)).toEqual({ kind: 'board', url });
});

test('a fragment of the same page loads nothing', () => {
  expect(resolveLink('#t%C3%BCr', PAGE, BOARD)).toEqual({ kind: 'same-page', fragment: 'tür' });
});

test('links to other hosts are refused', () => {
  expect(resolveLink('http://example.com/', PAGE, BOARD).kind).toBe('refused');
  expect(resolveLink('javascript:alert(1)', PAGE, BOARD).kind).toBe('refused');
});

test('a request names path and query, and port 80 where none is given', () => {
  expect(requestTarget(`http://${BOARD}/a?b=c#d`)).toEqual({ ip: BOARD, port: 80, path: '/a?b=c' });
  expect(requestTarget(`http://${BOARD}:8080/`)).toEqual({ ip: BOARD, port: 8080, path: '/' });
});
