import { describe, expect, test } from 'vitest';
import { Site, siteProblem } from './site';
import { NO_SETTINGS, readSiteSettings } from './site-settings';

const facts = { base: 'http://127.0.0.1:8080/a/', lessons: ['network-tcp', 'mqtt'] };

async function loaded(load: () => Promise<string | null>): Promise<Site> {
  const site = new Site({ load, facts });
  await site.load();
  return site;
}

describe('pinwire.json', () => {
  test('says title, lessons, proxy, theme and language', () => {
    const text = JSON.stringify({
      title: ' Networks 1 ',
      lessons: ['mqtt', 'network-tcp', 'mqtt'],
      packs: ['https://a.example/l/', 'mine.zip'],
      proxy: 'wisp/x',
      real: true,
      theme: 'dark',
      language: 'en',
    });
    expect(readSiteSettings(text, facts)).toEqual({
      settings: {
        title: 'Networks 1',
        lessons: ['mqtt', 'network-tcp'],
        packs: ['https://a.example/l/', 'mine.zip'],
        proxy: 'ws://127.0.0.1:8080/a/wisp/x/',
        real: true,
        theme: 'dark',
        language: 'en',
      },
      problems: [],
    });
  });

  test.each([['{}'], ['{ "title": null, "proxy": null, "lessons": null }']])(
    'may say nothing: %s',
    (text) => {
      expect(readSiteSettings(text, facts)).toEqual({ settings: NO_SETTINGS, problems: [] });
    },
  );

  test.each([
    ['{', 'It is not JSON'],
    ['[]', 'It is not an object'],
    ['{ "title": 5 }', '“title” is not a text.'],
    ['{ "title": "  " }', '“title” is empty.'],
    [`{ "title": "${'x'.repeat(81)}" }`, '“title” is longer than 80 characters.'],
    ['{ "lessons": "mqtt" }', '“lessons” is not a list of lessons, as in ["network-tcp"].'],
    ['{ "lessons": [] }', '“lessons” is not a list of lessons'],
    ['{ "lessons": ["mqt"] }', '“lessons” names "mqt"; there is “network-tcp” and “mqtt”.'],
    ['{ "lessons": [{}] }', '“lessons” names {}'],
    ['{ "proxy": 5 }', '“proxy” is not a text.'],
    ['{ "proxy": "http://[" }', '“proxy” cannot be used: This is no address.'],
    ['{ "real": "yes" }', '“real” is neither true nor false.'],
    ['{ "theme": "blue" }', '“theme” is "blue"; there is “light”, “dark” or “system”.'],
    ['{ "language": "fr" }', '“language” is "fr"; there is “en” or “de”.'],
    ['{ "packs": "https://a.example/" }', '“packs” is not a list of addresses'],
    ['{ "packs": [1] }', '“packs” is not a list of addresses'],
    ['{ "porxy": "x" }', '“porxy” is not known; there are “title”,'],
  ])('%s is told of, and changes nothing', (text, problem) => {
    const { settings, problems } = readSiteSettings(text, facts);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.()).toContain(problem);
    expect(settings).toEqual(NO_SETTINGS);
  });

  test('is used for the rest when one field cannot be', () => {
    const { settings, problems } = readSiteSettings('{ "theme": "blue", "title": "T", "x": 1 }', facts);
    expect(settings).toEqual({ ...NO_SETTINGS, title: 'T' });
    expect(problems).toHaveLength(2);
  });
});

describe('the site', () => {
  test('loads the file once, whoever asks', async () => {
    let loads = 0;
    const site = await loaded(() => {
      loads++;
      return Promise.resolve('{ "title": "T" }');
    });
    expect((await site.load()).title).toBe('T');
    expect(loads).toBe(1);
  });

  test('without the file is as it comes', async () => {
    const { state } = await loaded(() => Promise.resolve(null));
    expect(state.value).toEqual({ settings: NO_SETTINGS, problems: [] });
    expect(state.value.problems).toEqual([]);
  });

  test('whose file cannot be had says so', async () => {
    const { state } = await loaded(() => Promise.reject(new Error('no network')));
    expect(siteProblem(state.value)).toContain('pinwire.json beside this page');
    expect(siteProblem(state.value)).toContain('no network');
  });
});
