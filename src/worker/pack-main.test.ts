import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { complaintText } from '../words/complaint';
import type { PackJob, PackNews } from '../lessons/packs/messages';
import { PACK_LIMITS } from '../lessons/packs/limits';
import {
  fakeZip,
  lamp,
  LAMP_DATA,
  LAMP_GERMAN,
  LAMP_GERMAN_TEXT,
  LAMP_TEXT,
  PNG,
} from '../lessons/packs/pack.test-helpers';
import { makePack } from './pack-main';

/** What the host has, by path: a body, or an answer. */
let files: Record<string, string | Uint8Array | { status: number; location?: string; type?: string }> = {};
let asked: string[] = [];
let server: Server;
let host = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const found = files[request.url ?? ''];
    if (typeof found === 'object' && 'status' in found)
      response.writeHead(found.status, {
        ...(found.location === undefined ? {} : { Location: found.location }),
        'Content-Type': found.type ?? 'text/plain',
      });
    else response.statusCode = found === undefined ? 404 : 200;
    response.end(typeof found === 'string' || found instanceof Uint8Array ? found : 'x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  files = {};
  asked = [];
});

async function made(job: PackJob): Promise<PackNews> {
  const heard: PackNews[] = [];
  await makePack(job, {
    fetch: (address, options) => fetch(address, options),
    tell: (news) => heard.push(news),
  });
  return heard.at(-1) ?? { kind: 'working' };
}
const from = (path: string) =>
  made({ kind: 'address', address: host + path, page: 'https://site.example/', languages: ['de'] });
const why = (news: PackNews) =>
  news.kind === 'refused'
    ? news.problems.map(({ file, place = '', what }) => `${file} ${place}${complaintText(what)}`).join('\n')
    : news.kind;

test('a folder with an index: its lessons and their pictures are asked for, and nothing else', async () => {
  const text = `${LAMP_TEXT}\n.. image:: one.png\n   :alt: A lamp\n`;
  files = {
    '/l/index.yaml': 'order: [b, a]',
    '/l/a/lesson.yaml': LAMP_DATA,
    '/l/a/lesson.rst': text,
    '/l/a/one.png': PNG,
    '/l/b/lesson.yaml': LAMP_DATA,
    '/l/b/lesson.rst': LAMP_TEXT,
  };
  expect(await from('/l/')).toMatchObject({
    kind: 'made',
    pack: { lessons: [{ entry: { slug: 'b' } }, { entry: { slug: 'a' }, pictures: [{ path: 'one.png' }] }] },
  });
  const translations = ['/l/a/lesson.de.yaml', '/l/b/lesson.de.yaml'];
  expect(asked.sort()).toEqual([...Object.keys(files), ...translations].sort());
});

test('translations into what the page speaks are asked for by their names, with the pictures of their texts', async () => {
  files = {
    '/lamp/lesson.yaml': LAMP_DATA,
    '/lamp/lesson.rst': LAMP_TEXT,
    '/lamp/lesson.de.yaml': LAMP_GERMAN,
    '/lamp/lesson.de.rst': `${LAMP_GERMAN_TEXT}\n.. image:: de.png\n   :alt: Eine Lampe\n`,
    '/lamp/de.png': PNG,
  };
  const news = await from('/lamp/');
  expect(news).toMatchObject({ pack: { lessons: [{ pictures: [{ path: 'de.png' }] }] } });
  expect(news.kind === 'made' && news.pack.lessons[0]?.translations.get('de')?.title).toBe('Die Lampe');
  expect(asked.sort()).toEqual(['/lamp/index.yaml', ...Object.keys(files)].sort());
  files = { '/lamp/lesson.yaml': `language: de\n${LAMP_DATA}`, '/lamp/lesson.rst': LAMP_TEXT };
  asked = [];
  await from('/lamp/');
  expect(asked).not.toContain('/lamp/lesson.de.yaml');
});

test('a folder with one lesson is called as the folder is', async () => {
  files = {
    '/x/lamp/lesson.yaml': LAMP_DATA,
    '/x/lamp/lesson.rst': LAMP_TEXT,
    '/x/lamp/index.yaml': { status: 200, type: 'text/html' },
  };
  expect(await from('/x/lamp/')).toMatchObject({
    kind: 'made',
    pack: { lessons: [{ entry: { slug: 'lamp' } }] },
  });
});

test('a zip at an address, and one that was dropped', async () => {
  const archive = fakeZip([...lamp()].map(([name, contents]) => ({ name: `repo-main/${name}`, contents })));
  files = { '/a.zip': archive };
  expect(await from('/a.zip')).toMatchObject({
    kind: 'made',
    pack: { lessons: [{ entry: { slug: 'lamp' } }] },
  });
  expect(await made({ kind: 'archive', name: 'a.zip', bytes: archive })).toMatchObject({ kind: 'made' });
  expect(await made({ kind: 'files', name: 'a', files: lamp() })).toMatchObject({ kind: 'made' });
});

test('litter and other files of a zip are passed over', async () => {
  const others = ['__MACOSX/lamp/lesson.yaml', '.git/lesson.yaml', 'README.md', 'lamp/tool.exe'];
  const entries = [...lamp()].map(([name, contents]) => ({ name, contents }));
  const archive = fakeZip([...entries, ...others.map((name) => ({ name, contents: '\0' }))]);
  const news = await made({ kind: 'archive', name: 'a.zip', bytes: archive });
  expect(news.kind === 'made' && [...news.files.keys()]).toEqual(['lamp/lesson.rst', 'lamp/lesson.yaml']);
});

test('what is wrong is told: nothing there, a page, an error, too much, another host', async () => {
  files = {
    '/big.zip': new Uint8Array(PACK_LIMITS.archive + 1),
    '/no.zip': 'x',
    '/e/index.yaml': { status: 500 },
  };
  expect(why(await from('/none/'))).toMatch(/has neither index\.yaml nor lesson\.yaml/);
  expect(why(await from('/none.zip'))).toMatch(/is not there/);
  expect(why(await from('/big.zip'))).toMatch(/larger than 8 MiB/);
  expect(why(await from('/no.zip'))).toMatch(/no\.zip is no zip file/);
  expect(why(await from('/e/'))).toMatch(/it answers 500/);
  files = { '/to.zip': { status: 302, location: `${host.replace('127.0.0.1', 'localhost')}/a.zip` } };
  expect(why(await from('/to.zip'))).toMatch(/leads to another host, localhost:\d+\. If you trust that/);
});

test('a host that does not let the page read is told what to send, and the student what to do', async () => {
  const heard: PackNews[] = [];
  const fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  const job = {
    kind: 'address',
    address: 'https://other.example/l/',
    page: 'https://site.example/x/',
    languages: [],
  } as const;
  await makePack(job, { fetch, tell: (news) => heard.push(news) });
  const told = heard.map(why).join('\n');
  expect(told).toContain('“Access-Control-Allow-Origin: *” (or “https://site.example” in place of the star)');
  expect(told).toContain('download the lessons as a zip file, and drop that onto this page');
});

test('an index cannot have other hosts asked', async () => {
  files = { '/l/index.yaml': 'order: ["//evil.example/x"]' };
  expect(why(await from('/l/'))).toMatch(/order\[1\]: must be the name of a folder/);
  expect(asked).toEqual(['/l/index.yaml']);
});
