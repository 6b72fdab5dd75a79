import { expect, test } from 'vitest';
import { compileLesson } from './compile';
import type { Term } from './glossary';
import { markTerms } from './mark-terms';
import type { Block } from './model';

const term = (id: string, more: Partial<Term> = {}): Term => ({
  ...{ id, term: id, also: [], says: 'What it is.', mark: true },
  ...more,
});
const TERMS = [
  term('socket', { also: ['sockets'] }),
  term('access-point', { term: 'access point' }),
  term('access'),
  term('half-close'),
  term('http', { term: 'HTTP' }),
  term('host', { mark: false }),
];

/** The text with its marks in brackets. */
function marked(source: string): string {
  const shown = (blocks: readonly Block[]): string =>
    blocks
      .map((block): string => {
        switch (block.kind) {
          case 'section':
            return shown(block.children);
          case 'paragraph':
            return block.children.map((one) => (one.kind === 'term' ? `[${one.text}]` : one.text)).join('');
          case 'bullet-list':
            return block.items.map((item) => shown(item.children)).join(' ');
          case 'admonition':
            return shown(block.children);
          default:
            return '';
        }
      })
      .join(' ')
      .trim();
  return shown(markTerms(compileLesson(source).children, TERMS));
}

test('a word is marked where it first stands in a section, in any of its forms', () => {
  expect(marked('Sockets make a socket.')).toBe('[Sockets] make a socket.');
  const source =
    'A\n=\n\nA socket.\n\nB\n-\n\nA socket, a socket.\n\nC\n~\n\nA socket.\n\nD\n-\n\nTwo sockets.\n';
  expect(marked(source)).toBe('A [socket]. A [socket], a socket. A socket. Two [sockets].');
});

test('the longest word is taken, and no part of another one', () => {
  expect(marked('An access point, access, a half-close.')).toBe(
    'An [access point], [access], a [half-close].',
  );
  expect(marked('A websocket, socket-like, socket.py, my.socket, /socket, http://a.test')).not.toContain('[');
});

test('letters of all languages make words', () => {
  expect(marked('Ein Hostöffner, ein Übersocket, socketübergreifend; die Adresse, äaccess.')).not.toContain(
    '[',
  );
  expect(marked('„Socket“ – socket.')).toBe('„[Socket]“ – socket.');
});

test('titles, code, links and emphasis have no marks, nor has a word that is not to be marked', () => {
  const source =
    'A socket\n========\n\n``socket``, *socket*, **socket**, `socket <https://a.test>`__, a host\n';
  expect(marked(source)).not.toContain('[');
  expect(marked('- a socket\n- sockets\n\n.. note:: HTTP\n')).toBe('a [socket] sockets [HTTP]');
});

test('nothing of the text is lost or changed', () => {
  const source = 'Use HTTP and sockets: an access point, sockets.';
  expect(marked(source).replaceAll(/[[\]]/g, '')).toBe(source);
});
