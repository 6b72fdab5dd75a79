import { beforeEach, expect, test } from 'vitest';
import { compilePack } from '../../../lessons/packs/compile-pack';
import { PACK_LIMITS } from '../../../lessons/packs/limits';
import type { MadePack, PackJob } from '../../../lessons/packs/messages';
import {
  bytes,
  lamp,
  LAMP_DATA,
  LAMP_GERMAN,
  LAMP_GERMAN_TEXT,
  LAMP_TEXT,
  PNG,
} from '../../../lessons/packs/pack.test-helpers';
import { SearchIndex } from '../../../lessons/search/search-index';
import { FakeStorage } from '../../../session/flash/fake-storage.test-helpers';
import { KeptPacks } from './kept-packs';
import { PackLibrary } from './pack-library';
import { packPassages } from './pack-passages';
import { Packs, type PackShelf } from './packs';

const PAGE = 'https://site.example/';
const ADDRESS = 'https://school.example/l/';

/** What each address has; one of them may be made to wait. */
let hosts: Map<string, ReadonlyMap<string, Uint8Array>>;
let storage: FakeStorage;
let jobs: PackJob[];
let urls: Set<string>;
let shelf: PackShelf & { shown: string[] };
let forgotten: string[];

const make = (job: PackJob): Promise<MadePack> => {
  jobs.push(job);
  const files = job.kind === 'address' ? hosts.get(job.address) : job.kind === 'files' ? job.files : lamp();
  return Promise.resolve().then(() => {
    if (!files) throw new Error('not there');
    return { pack: compilePack(files, job.kind === 'address' ? 'l' : job.name), files };
  });
};

beforeEach(() => {
  hosts = new Map([[ADDRESS, lamp()]]);
  storage = new FakeStorage();
  jobs = [];
  urls = new Set();
  forgotten = [];
  const shown: string[] = [];
  shelf = {
    shown,
    current: 'home',
    open: ({ slug, step }) => void shown.push(`open ${slug}${step === null ? '' : `/${step}`}`),
    settle: (slug) => void shown.push(`settle ${slug}`),
    retry: () => void shown.push('retry'),
  };
});

/** A visit: all that is not in storage is new. */
async function visit({
  wanted = null,
  named = [],
}: { wanted?: string | null; named?: string[] } = {}): Promise<Packs> {
  const library = new PackLibrary({
    kept: new KeptPacks(() => Promise.resolve(storage.connect())),
    make,
    pictures: {
      add: () => {
        const url = `blob:${urls.size}`;
        urls.add(url);
        return url;
      },
      free: (url) => urls.delete(url),
    },
    termsIn: (language) =>
      Promise.resolve(
        language === 'en' ? [{ id: 'lamp', term: 'lamp', also: [], says: 'It shines.', mark: true }] : [],
      ),
    onCount: () => undefined,
  });
  const parse = (text: string) => (URL.canParse(text, PAGE) ? new URL(text, PAGE) : null);
  const packs = new Packs({
    ...{ library, make, shelf, wanted },
    page: { href: PAGE, secure: true, parse },
    home: () => 'home',
    forget: ({ entries }) => forgotten.push(...entries.map(({ slug }) => slug)),
  });
  await packs.begin(Promise.resolve(named));
  return packs;
}

const slugs = (packs: Packs) =>
  packs.library.state.value.packs.flatMap(({ entries }) => entries.map(({ slug }) => slug));
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('nothing opens before the student knows whose it is; then it is kept, and opens at once on later visits', async () => {
  const packs = await visit();
  await packs.bring(ADDRESS);
  expect(packs.state.value.question).toMatchObject({
    kind: 'open',
    draft: {
      record: { source: { host: 'school.example' }, credits: ['Written by Ada for class 9b. CC BY 4.0.'] },
    },
  });
  expect([shelf.shown, slugs(packs), storage.paths]).toEqual([[], [], []]);
  await packs.accept();
  const [slug = ''] = slugs(packs);
  expect(slug).toMatch(/^[a-z0-9]+--lamp$/);
  expect(shelf.shown).toEqual([`open ${slug}`]);
  expect(await packs.lesson(slug)).toMatchObject({ data: { slug }, brought: { whose: 'school.example' } });

  hosts.clear();
  const later = await visit();
  await later.bring('https://school.example/l');
  expect([later.state.value.question, shelf.shown.at(-1)]).toEqual([null, `open ${slug}`]);
  expect(await later.lesson(slug)).toMatchObject({ document: { title: 'The lamp' } });
  expect((await later.steps(slug))?.steps).toHaveLength(1);
});

test('words of the field are marked in texts of the language in which they are explained', async () => {
  const packs = await visit();
  const german = {
    'lamp/lesson.de.yaml': LAMP_GERMAN,
    'lamp/lesson.de.rst': `${LAMP_GERMAN_TEXT}\nA lamp.\n`,
  };
  await packs.take('lamp.zip', lamp({ ...german, 'lamp/lesson.rst': `${LAMP_TEXT}\nA lamp.\n` }));
  await packs.accept();
  const lesson = await packs.lesson(slugs(packs)[0] ?? '');
  expect(JSON.stringify(lesson?.document)).toContain('"term":"lamp"');
  const translation = lesson?.brought?.translations.get('de');
  expect(translation?.title).toBe('Die Lampe');
  expect(JSON.stringify(translation?.document)).not.toContain('"term"');
});

test('what is declined leaves nothing', async () => {
  const packs = await visit();
  await packs.bring(ADDRESS);
  packs.decline();
  expect([packs.state.value.question, slugs(packs), storage.paths, shelf.shown]).toEqual([null, [], [], []]);
});

test('what the page’s address asks for stands in the lesson’s place, or the site’s own lesson does', async () => {
  const packs = await visit({ wanted: ADDRESS });
  const declined = packs.openWanted();
  await settled();
  packs.decline();
  await declined;
  expect(shelf.shown).toEqual(['settle home']);
  const accepted = packs.openWanted();
  await settled();
  await packs.accept();
  await accepted;
  expect(shelf.shown.at(-1)).toBe(`settle ${slugs(packs)[0] ?? ''}`);
  const broken = await visit({ wanted: 'javascript:alert(1)' });
  const refused = broken.openWanted();
  await settled();
  expect(broken.state.value.question).toMatchObject({ kind: 'refused' });
  broken.decline();
  await refused;
  expect(shelf.shown.at(-1)).toBe('settle home');
});

test('a link to a lesson that this browser does not have is asked about, when the link names the pack', async () => {
  const first = await visit();
  await first.bring(ADDRESS);
  await first.accept();
  const [slug = ''] = slugs(first);
  storage = new FakeStorage();
  const packs = await visit({ wanted: ADDRESS });
  Object.assign(shelf, { current: slug });
  const waiting = packs.lesson(slug);
  await settled();
  expect(packs.state.value.question).toMatchObject({ kind: 'open', slug });
  await packs.accept();
  expect(await waiting).toMatchObject({ data: { slug } });
  expect(shelf.shown).toEqual([`open ${slug}`]);
  expect(await (await visit()).lesson('other--lamp')).toBeNull();
});

test('a newer version is found once a visit, waits for the student, and keeps the names', async () => {
  const packs = await visit();
  await packs.bring(ADDRESS);
  await packs.accept();
  const [slug = ''] = slugs(packs);
  const later = await visit();
  hosts.set(ADDRESS, lamp({ 'lamp/lesson.rst': LAMP_TEXT.replace('The lamp', 'The Lamp') }));
  await later.lesson(slug);
  await settled();
  const [pack = ''] = later.state.value.newer;
  expect((await later.lesson(slug))?.document.title).toBe('The lamp');
  await later.takeNewer(pack);
  expect((await later.lesson(slug))?.document.title).toBe('The Lamp');
  expect([later.state.value.newer, slugs(later), shelf.shown.at(-1)]).toEqual([[], [slug], 'retry']);
  expect(await later.update(pack)).toBe('same');
  hosts.set(ADDRESS, lamp());
  expect(await later.update(pack)).toBe('newer');
  hosts.clear();
  expect(await later.update(pack)).toBe('refused');
  expect(await later.lesson(slug)).not.toBeNull();
});

test('a file of the same name replaces the one before, or stays beside it; the same file opens', async () => {
  const packs = await visit();
  const other = lamp({ 'lamp/lesson.rst': `${LAMP_TEXT}\nMore.\n` });
  await packs.take('lamp.zip', lamp());
  await packs.accept();
  const [slug = ''] = slugs(packs);
  await packs.take('lamp.zip', lamp());
  expect([packs.state.value.question, shelf.shown.at(-1)]).toEqual([null, `open ${slug}`]);
  await packs.take('lamp.zip', other);
  expect(packs.state.value.question).toMatchObject({ known: { source: { name: 'lamp.zip' } } });
  await packs.accept(true);
  expect(packs.library.state.value.packs.map(({ source }) => source)).toEqual([
    { kind: 'file', name: 'lamp.zip' },
    { kind: 'file', name: 'lamp.zip (2)' },
  ]);
  await packs.take('lamp.zip', other);
  await packs.accept();
  expect(slugs(packs)).toHaveLength(2);
  expect(slugs(packs)).toContain(slug);
});

test('removed, nothing of it is left: files, progress, pictures', async () => {
  const packs = await visit();
  const picture = `${LAMP_TEXT}\n.. image:: one.png\n   :alt: A lamp\n`;
  await packs.take('lamp.zip', lamp({ 'lamp/lesson.rst': picture, 'lamp/one.png': PNG }));
  await packs.accept();
  const [slug = ''] = slugs(packs);
  const lesson = await packs.lesson(slug);
  expect(lesson?.brought?.pictures.get('one.png')).toBe('blob:0');
  expect(storage.paths).toHaveLength(4);
  Object.assign(shelf, { current: slug });
  await packs.remove(lesson?.brought?.pack ?? '');
  expect([storage.paths, forgotten, urls.size, slugs(packs)]).toEqual([[], [slug], 0, []]);
  expect(shelf.shown.at(-1)).toBe('settle home');
});

test('what the site names is listed, and told of like any other before it opens', async () => {
  const packs = await visit({ named: [ADDRESS] });
  await settled();
  const [draft] = packs.state.value.offered;
  const slug = draft?.record.entries[0]?.slug ?? '';
  expect(slugs(packs)).toEqual([]);
  packs.choose({ slug, step: 'light' });
  expect(packs.state.value.question).toMatchObject({ kind: 'open', slug });
  await packs.accept();
  expect([packs.state.value.offered, shelf.shown]).toEqual([[], [`open ${slug}/light`]]);
});

test('lessons are searched in the reader’s language, those that the site names among them, and it is said whose they are', async () => {
  const german = { 'lamp/lesson.de.yaml': LAMP_GERMAN, 'lamp/lesson.de.rst': LAMP_GERMAN_TEXT };
  const packs = await visit({ named: [ADDRESS] });
  await settled();
  await packs.take('lamp.zip', lamp(german));
  await packs.accept();
  const found = async (language: string): Promise<string[]> => {
    const index = new SearchIndex([]);
    for await (const { passages, cut } of packPassages(packs, language)) {
      expect(cut).toBe(false);
      await index.add(passages);
    }
    const lessons = index.find('6').map(({ passage: { lesson, whose } }) => `${lesson} ${whose ?? ''}`);
    return [...new Set(lessons)].sort();
  };
  expect(await found('en')).toEqual(['The lamp lamp.zip', 'The lamp school.example']);
  expect(await found('de')).toEqual(['Die Lampe lamp.zip', 'The lamp school.example']);
});

test('no pack makes the search look through more than it may', async () => {
  const long = Array.from({ length: 30 }, (_, n) => `Part ${n}\n-------\n\n${'x '.repeat(2_000)}`).join(
    '\n\n',
  );
  const files = Array.from({ length: 10 }, (_, n): [string, string][] => [
    [`l${n}/lesson.rst`, `${LAMP_TEXT}\n${long}\n`],
    [`l${n}/lesson.yaml`, LAMP_DATA],
  ]);
  const packs = await visit();
  await packs.take('long', lamp(Object.fromEntries(files.flat())));
  await packs.accept();
  const lengths: number[] = [];
  for await (const { passages, cut } of packPassages(packs, 'en')) {
    expect(cut).toBe(true);
    lengths.push(passages.reduce((sum, { title, text }) => sum + title.length + text.length, 0));
  }
  expect(lengths).toEqual([expect.any(Number)]);
  expect(lengths[0]).toBeGreaterThan(500_000);
  expect(lengths[0]).toBeLessThanOrEqual(PACK_LIMITS.searched);
});

test('where the browser keeps nothing, or has no room, the lessons are there for this tab, and that is told', async () => {
  storage.room = 10;
  const packs = await visit();
  await packs.take('lamp.zip', lamp());
  await packs.accept();
  expect(packs.library.state.value.unkept).toBe('The browser has no room for them.');
  expect(await packs.lesson(slugs(packs)[0] ?? '')).not.toBeNull();
  expect(slugs(await visit())).toEqual([]);
});

test('what is in storage is checked as if it had come now, and nonsense is passed over', async () => {
  const packs = await visit();
  await packs.take('lamp.zip', lamp());
  await packs.accept();
  const [slug = ''] = slugs(packs);
  const path = storage.paths.find((each) => each.endsWith('lesson.rst')) ?? '';
  storage.records.set(path, { kind: 'file', path, bytes: bytes('.. raw:: html\n\n   <script>') });
  storage.records.set('/x/pack.json', { kind: 'file', path: '/x/pack.json', bytes: bytes('{"id":"x"}') });
  const later = await visit();
  expect(await later.lesson(slug)).toBeNull();
  expect(later.state.value.question).toMatchObject({ kind: 'refused', whose: 'lamp.zip' });
  expect(later.library.state.value.packs).toHaveLength(1);
});
