import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withLinks } from './links';
import { HtmlRewriter } from './rewriter';
import type { StartTag } from './tag';

const map = (address: string) => (/^\/(?!\/)/.test(address) ? `/device/x${address}` : address);
const links = (tag: StartTag) => withLinks(tag, map);

/** Rewrites `text` in the pieces that `cuts` makes of it. */
function rewrite(
  text: string,
  replace: (tag: StartTag) => string = links,
  cuts: readonly number[] = [],
): string {
  const rewriter = new HtmlRewriter(replace);
  let out = '';
  let place = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    out += rewriter.push(text.slice(place, cut));
    place = Math.max(place, cut);
  }
  return out + rewriter.push(text.slice(place)) + rewriter.end();
}

const PAGES: readonly (readonly [from: string, to: string])[] = [
  ['<a href="/x">y</a>', '<a href="/device/x/x">y</a>'],
  ["<A HREF = '/x?a=1&amp;b=2' >", "<A HREF = '/device/x/x?a=1&amp;b=2' >"],
  ['<img src=/cam.jpg>', '<img src=/device/x/cam.jpg>'],
  ['<img src=/cam.jpg/>', '<img src=/device/x/cam.jpg/>'],
  ['<a title=">" href="/x">', '<a title=">" href="/device/x/x">'],
  ['<form action="/go" method=post>', '<form action="/device/x/go" method=post>'],
  ['<button formaction="/a" disabled>', '<button formaction="/device/x/a" disabled>'],
  ['<object data="/o"><p data="/o">', '<object data="/device/x/o"><p data="/o">'],
  ['<img srcset="/a 1x, b 2x,/c 3x">', '<img srcset="/device/x/a 1x, b 2x,/device/x/c 3x">'],
  ['<a download href="/f?a=1">', '<a data-download href="/device/x/f?a=1&pinwire-download=">'],
  ['<a href=f.txt DOWNLOAD = "a b">', '<a href=f.txt?pinwire-download=a%20b data-DOWNLOAD = "a b">'],
  ['<a download/href=/f><p download>', '<a data-download/href=/device/x/f?pinwire-download=><p download>'],
  [
    '<meta http-equiv="Refresh" content="5; URL=/next"><meta name=a content="1; url=/n">',
    '<meta http-equiv="Refresh" content="5; URL=/device/x/next"><meta name=a content="1; url=/n">',
  ],
  ['<svg><use xlink:href="/s.svg#a"/></svg>', '<svg><use xlink:href="/device/x/s.svg#a"/></svg>'],
  [
    '<script src="/a.js">b = "<a href=/x>"</script><a href=/y>',
    '<script src="/device/x/a.js">b = "<a href=/x>"</script><a href=/device/x/y>',
  ],
  ['<style>a{}</style ><a href=/y>', '<style>a{}</style ><a href=/device/x/y>'],
  ['<title><a href="/x"></title>', '<title><a href="/x"></title>'],
  [
    '<textarea></textareas><a href="/x"></TEXTAREA><a href="/x">',
    '<textarea></textareas><a href="/x"></TEXTAREA><a href="/device/x/x">',
  ],
];

/** Nothing in these is an address of a start tag. */
const UNTOUCHED = [
  '<!DOCTYPE html>',
  'a < b <3 <',
  '<a href="relative"><a href="//cdn.test/x"><a href="https://x.test/"><a href="#top"><a href="">',
  '<!-- <a href="/x"> --><!--><!---->',
  '<!-- -- > <a href="/x"> --!>',
  '</a href="/x"><? <a ?>',
  '<a data-href="/x" title="/x" href>',
  '<a disabled x = y z>',
  '<plaintext><a href="/x">',
  '<a href="/never ended',
  '<script>never ended <a href="/x">',
  '<!-- never ended <a href="/x">',
];

test.each(PAGES)('%s', (from, to) => {
  expect(rewrite(from)).toBe(to);
});

test.each(UNTOUCHED)('untouched: %s', (text) => {
  expect(rewrite(text)).toBe(text);
});

test('a comment that is over at once hides nothing', () => {
  expect(rewrite('<!--><a href="/x">')).toBe('<!--><a href="/device/x/x">');
});

describe('however the bytes are cut', () => {
  const all = [...PAGES.map(([from]) => from), ...UNTOUCHED];

  test('at every place', () => {
    for (const text of [...all, all.slice(0, PAGES.length).join('')]) {
      const whole = rewrite(text);
      for (let cut = 0; cut <= text.length; cut++) expect(rewrite(text, links, [cut])).toBe(whole);
      expect(
        rewrite(
          text,
          links,
          Array.from(text, (_, place) => place),
        ),
      ).toBe(whole);
    }
  });

  const html = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '"',
          "'",
          '=',
          '/',
          '!',
          '-',
          ' ',
          'a',
          'href',
          '<!--',
          '-->',
          '</',
          '<a href="/x">',
        ),
        fc.constantFrom('<script>', '</script>', '<title', '</title>', 'é', '\n', '<textarea>', '</textarea'),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));

  test('anything at all', () => {
    fc.assert(
      fc.property(html, fc.array(fc.nat(120)), (text, cuts) => {
        expect(rewrite(text, links, cuts)).toBe(rewrite(text));
      }),
    );
  });

  test('and nothing is lost or changed but values of attributes', () => {
    fc.assert(
      fc.property(html, (text) => {
        expect(rewrite(text, (tag) => tag.source)).toBe(text);
        expect(rewrite(text).replaceAll('/device/x', '')).toBe(text);
      }),
    );
  });
});

test('text is not held back, nor is a tag that never ends', () => {
  const rewriter = new HtmlRewriter(links);
  expect(rewriter.push('<p>data: 1\n')).toBe('<p>data: 1\n');
  expect(rewriter.push('data: 2 <')).toBe('data: 2 ');
  expect(rewriter.push(`a title="${'x'.repeat(100_000)}`).length).toBeGreaterThan(80_000);
});
