import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { licences, packageOf, readPackage } from './licence-plugin';
import { isAllowed, licenceText } from './licence-text';

describe('which licences may be shipped', () => {
  test.each(['MIT', 'OFL-1.1', '(MPL-2.0 OR Apache-2.0)', 'MIT AND BSD-3-Clause'])('%s may', (licence) => {
    expect(isAllowed(licence)).toBe(true);
  });

  test.each(['GPL-3.0-only', 'MPL-2.0', 'MIT AND MPL-2.0', 'none named', '', '(A OR (MIT))'])(
    '"%s" may not',
    (licence) => {
      expect(isAllowed(licence)).toBe(false);
    },
  );

  test('what is wrong with a package is said in a sentence that names it', () => {
    const { problems } = licenceText([
      { name: '@a/b', version: '1.0.0', licence: 'MIT', texts: [] },
      { name: 'c', version: '2.0.0', licence: 'GPL-3.0-only', texts: ['text'] },
    ]);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain(
      '@a/b 1.0.0 has no licence file: put its text into tools/licences/@a__b.txt',
    );
    expect(problems[1]).toContain('The licence of c 2.0.0 (GPL-3.0-only)');
  });
});

describe('whose module it is', () => {
  test.each([
    ['/x/node_modules/react/index.js', 'react'],
    ['node_modules/@fontsource-variable/a/files/a.woff2?url', '@fontsource-variable/a'],
    ['/x/node_modules/a/node_modules/b/index.js', 'b'],
    ['\0vite/preload-helper.js', 'vite'],
    ['\0rolldown/runtime.js', 'rolldown'],
    ['/x/src/main.tsx', null],
    ['/x/node_modules/.cache/pinwire/interpreter-1/micropython.wasm', null],
  ])('%j belongs to %s', (id, name) => {
    expect(packageOf(id)).toBe(name);
  });
});

test('every package the site is made of can be shipped with its licence', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Readonly<Record<string, string>>;
  };
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:tsx?|css)$/.test(file) && !/\.test(?:-helpers)?\.tsx?$/.test(file))
    .map((file) => readFileSync(join('src', file), 'utf8'));
  /** By its name in an import: the package itself, or a file of it. */
  const isImported = (name: string): boolean =>
    sources.some((source) => source.includes(`'${name}'`) || source.includes(`'${name}/`));
  const imported = Object.keys(devDependencies).filter(isImported);
  expect(imported).toContain('react');
  const options = { root: process.cwd(), texts: 'tools/licences' };
  const packages = [
    ...imported,
    '@micropython/micropython-webassembly-pyscript',
    'vite',
    'rolldown',
    'scheduler',
  ];
  const { text, problems } = licenceText(packages.map((name) => readPackage(name, options)));
  expect(problems).toEqual([]);
  expect(text).toContain('Damien P. George');
  expect(text).toContain('SIL OPEN FONT LICENSE');
});

describe('a build', () => {
  let root: string;
  const write = (path: string, contents: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), contents);
  };
  const addPackage = (name: string, licence: string, files: Record<string, string>) => {
    write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.2.3', license: licence, main: 'index.js' }),
    );
    for (const [file, contents] of Object.entries(files)) write(`node_modules/${name}/${file}`, contents);
  };
  const buildSite = async () => {
    const { plugin, collector } = licences({ root, also: ['copied'], texts: 'texts' });
    await build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [plugin],
      worker: { format: 'es', plugins: () => [collector] },
    });
    return readFileSync(join(root, 'dist/licenses.txt'), 'utf8');
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'pinwire-licences-'));
    write('package.json', '{ "type": "module" }');
    write('index.html', '<script type="module" src="/main.js"></script>');
    write(
      'main.js',
      `import { a } from 'in-page';
       import '@scope/styled/style.css';
       console.log(a, new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }));`,
    );
    write('worker.js', `import { b } from 'in-worker'; console.log(b);`);
    addPackage('in-page', 'MIT', { 'index.js': 'export const a = 1;', 'LICENSE-MIT.txt': 'text of in-page' });
    addPackage('in-worker', 'ISC', { 'index.js': 'export const b = 1;', 'licence.md': 'text of in-worker' });
    addPackage('@scope/styled', 'OFL-1.1', {
      'style.css': `@font-face { font-family: f; src: url('./f.woff2'); }`,
      'f.woff2': 'font'.repeat(4_000),
      'LICENSE.txt': 'text of styled',
      'ThirdPartyNotices.txt': 'notices of styled',
    });
    addPackage('vite', 'MIT', { LICENSE: 'text of vite' });
    addPackage('rolldown', 'MIT', { LICENSE: 'text of rolldown' });
    addPackage('copied', 'MIT', {});
    addPackage('not-used', 'MIT', { 'index.js': '', LICENSE: 'text of not-used' });
    write('texts/copied.txt', 'text of copied');
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  test('what the page, its workers, its styles and its fonts are made of is listed with its text', async () => {
    const text = await buildSite();
    for (const name of ['in-page', 'in-worker', 'copied']) expect(text).toContain(`text of ${name}`);
    expect(text).toContain('@scope/styled 1.2.3\nLicence: OFL-1.1');
    expect(text).toContain('text of styled\n\nnotices of styled');
    expect(text).not.toContain('not-used');
  });

  test('it fails, and says why, on a licence that we may not ship or that has no text', async () => {
    addPackage('in-worker', 'GPL-3.0-only', {});
    rmSync(join(root, 'texts/copied.txt'));
    await expect(buildSite()).rejects.toThrow(
      /copied 1\.2\.3 has no licence file[^]*in-worker 1\.2\.3 \(GPL-3\.0-only\)/,
    );
  });
});
