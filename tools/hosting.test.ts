import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hostingFiles } from './hosting-files';
import {
  elsewhere,
  everywhere,
  FRAME_SANDBOX,
  headersFor,
  inAssets,
  inFrame,
  inReader,
  pagePolicy,
} from './hosting.mjs';
import { bare, withPolicy } from './policy-plugin';

const files = hostingFiles();
const file = (name: string): string => {
  const text = files[name];
  if (text === undefined) throw new Error(`The build makes no ${name}.`);
  return text;
};
/** What the lines of `text` that `line` matches set, in order: name and value. */
const headersIn = (text: string, line: RegExp): Record<string, string> =>
  Object.fromEntries([...text.matchAll(line)].map(([, name = '', value = '']) => [name, value]));

describe('what hosts are told', () => {
  test('is, for Netlify and Cloudflare Pages, each header once', () => {
    const [all = '', assets = '', frame = '', reader = '', ...more] = file('_headers').split('\n\n');
    const line = /^ {2}([\w-]+): (.*)$/gm;
    expect([all, assets, frame, reader].map((rule) => rule.split('\n')[0])).toEqual([
      '/*',
      '/assets/*',
      '/frame/*',
      '/reader/*',
    ]);
    expect(headersIn(all, line)).toEqual(everywhere);
    expect(headersIn(assets, line)).toEqual(inAssets);
    expect(headersIn(frame, line)).toEqual(inFrame);
    expect(headersIn(reader, line)).toEqual(inReader);
    expect(more).toEqual([]);
  });

  test('is the same in netlify.toml', () => {
    const [, all = '', assets = '', frame = '', reader = ''] =
      file('hosting/netlify.toml').split('[[headers]]');
    const line = /^ {4}([\w-]+) = "(.*)"$/gm;
    expect([all, assets, frame, reader].map((rule) => headersIn(rule, line))).toEqual([
      everywhere,
      inAssets,
      inFrame,
      inReader,
    ]);
  });

  test('is the same in vercel.json', () => {
    const { headers } = JSON.parse(file('vercel.json')) as {
      headers: { source: string; headers: { key: string; value: string }[] }[];
    };
    expect(headers.map(({ source }) => source)).toEqual([
      '/(.*)',
      '/assets/(.*)',
      '/frame/(.*)',
      '/reader/(.*)',
    ]);
    expect(
      headers.map((rule) => Object.fromEntries(rule.headers.map(({ key, value }) => [key, value]))),
    ).toEqual([everywhere, inAssets, inFrame, inReader]);
  });

  test('is all of it in each place of nginx, which drops what a place inherits', () => {
    const [all = '', assets = '', frame = '', reader = ''] = file('hosting/nginx.conf').split('location ~ ');
    const line = /^ *add_header ([\w-]+) "(.*)"(?: always)?;$/gm;
    expect(headersIn(all, line)).toEqual({ ...everywhere, ...elsewhere });
    expect(headersIn(assets, line)).toEqual({ ...everywhere, ...inAssets });
    expect(headersIn(frame, line)).toEqual({ ...everywhere, ...inFrame });
    expect(headersIn(reader, line)).toEqual({ ...everywhere, ...inReader });
  });

  test('is the same for Apache and Caddy', () => {
    const apache = file('.htaccess').split('<If "');
    const apacheLine = /^ *Header(?: always)? set ([\w-]+) "(.*)"$/gm;
    const rules = [{ ...everywhere, ...elsewhere }, inAssets, inFrame, inReader];
    const [, , , , device] = apache;
    expect(apache.map((rule) => headersIn(rule, apacheLine))).toEqual([...rules, {}]);
    expect(device).toContain('/device/');
    const caddy = file('hosting/Caddyfile')
      .split(/\theader (?=[@{])/)
      .slice(1);
    const caddyLine = /^(?:\t\t|\theader \?)([\w-]+) "(.*)"$/gm;
    expect(caddy.map((rule) => headersIn(rule, caddyLine))).toEqual(rules);
  });

  test('lets nothing that is not there be kept', () => {
    for (const name of ['hosting/nginx.conf', '.htaccess'])
      expect(file(name)).not.toMatch(/Cache-Control.*always|always.*Cache-Control/);
  });

  test('is, per file, what our own server sends', () => {
    expect(headersFor('/')).toEqual({ ...everywhere, ...elsewhere });
    expect(headersFor('/a/b/assets/index-AAAAAAAA.js')).toEqual({ ...everywhere, ...inAssets });
    expect(headersFor('/reader/pack-worker-AAAAAAAA.js')).toEqual({ ...everywhere, ...inReader });
    expect(headersFor('/frame/frame-AAAAAAAA.html')).toEqual({ ...everywhere, ...inFrame });
  });
});

test('the page may ask its own site alone, and so may its workers, but for the one that reads lessons', () => {
  const connections = (text = '') => /connect-src ([^;]*)/.exec(text)?.[1];
  expect(connections(pagePolicy([]))).toBe("'self' ws: wss:");
  expect(connections(inAssets['Content-Security-Policy'] ?? '')).toBe("'self' ws: wss:");
  expect(inReader['Content-Security-Policy']).toBe(
    "default-src 'none'; script-src 'self'; connect-src 'self' https: http:",
  );
});

describe("the page's policy", () => {
  const page = '<html><head><meta charset="utf-8" /><script>\n go(1)\n</script><script src="/x.js"></script>';

  test('allows its inline scripts by their hashes, and no others', () => {
    // printf '\n go(1)\n' | openssl dgst -sha256 -binary | base64
    const hash = 'sha256-siorwv8FQ6wUChIyfrJKx9ZTIiYU5Km5H82Ho/IgW/M=';
    expect(withPolicy(page)).toContain(
      `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${pagePolicy([hash])}" />`,
    );
    expect(pagePolicy([hash])).toContain(`script-src 'self' 'wasm-unsafe-eval' '${hash}';`);
  });

  test('is for the page without its comments, which nobody is to wait for', () => {
    expect(bare('<p>\n  // Why.\n  /* How. */\n  <!-- What. -->\n  go("//x");\n</p>\n')).toBe(
      '<p>\ngo("//x");\n</p>\n',
    );
  });

  test('cannot hold for scripts in attributes: the build says so', () => {
    expect(() => withPolicy(`${page}<body onload="go()">`)).toThrow('attribute');
    expect(() => withPolicy('<html>')).toThrow('charset');
  });
});

test('the frame is sandboxed by its attribute as by its header', () => {
  const pane = readFileSync('src/ui/browser/page-frame.tsx', 'utf8');
  expect(pane).toContain(`const SANDBOX = '${FRAME_SANDBOX}';`);
});
