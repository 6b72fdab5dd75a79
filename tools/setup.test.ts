import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasInterpreter, inputsHash, isBuilt } from './build.mjs';
import { findChromium, systemCandidates } from './chromium.mjs';
import { isInstalled } from './install.mjs';
import { nodeProblem, supportedNode } from './node-version.mjs';
import { run } from './run.mjs';

let root: string;

const write = (path: string, contents: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), contents);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pinwire-setup-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('the Node version', () => {
  test.each(['20.19.0', '20.20.2', '22.13.0', '24.1.0', '26.0.0'])('%s will do', (version) => {
    expect(nodeProblem(version)).toBeNull();
  });

  test.each(['18.20.0', '20.18.3', '21.7.0', '22.12.0'])(
    '%s is refused in one sentence that names it',
    (version) => {
      expect(nodeProblem(version)).toContain(`this is Node ${version}.`);
    },
  );

  test('package.json asks for the same', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    expect(engines.node).toBe(supportedNode);
  });
});

describe('whether packages are installed', () => {
  const lock = (version: string, extra = {}) =>
    JSON.stringify({
      packages: { '': { version: '0.1.0' }, 'node_modules/a': { version, integrity: version }, ...extra },
    });

  test('they are when npm recorded what the lock file asks for', () => {
    write(
      'package-lock.json',
      lock('1.0.0', { 'node_modules/mac-only': { version: '1.0.0', optional: true } }),
    );
    write('node_modules/.package-lock.json', lock('1.0.0'));
    expect(isInstalled(root)).toBe(true);
  });

  test('they are not when nothing or another version is there', () => {
    write('package-lock.json', lock('1.0.0'));
    expect(isInstalled(root)).toBe(false);
    write('node_modules/.package-lock.json', lock('0.9.0'));
    expect(isInstalled(root)).toBe(false);
  });

  test('this repository lock file names every package with a version, as npm ci needs it', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
    };
    for (const [path, entry] of Object.entries(packages)) {
      expect(entry.version, path).toMatch(/^\d/);
      // The binaries for other systems too: without their entries npm ci refuses the whole file.
      for (const name of Object.keys(entry.optionalDependencies ?? {})) {
        expect(Object.keys(packages)).toContain(`node_modules/${name}`);
      }
    }
  });
});

describe('whether the site is built', () => {
  beforeEach(() => {
    write('index.html', '<p>');
    write('src/a.ts', '1');
    write('dist/index.html', '<p>');
    write('dist/.inputs', inputsHash(root));
  });

  test('it is while its inputs are what they were', () => {
    write('src/a.test.ts', 'tests are no input');
    write('README.md', 'nor is this');
    expect(isBuilt(root)).toBe(true);
  });

  test.each([
    ['src/a.ts', '2'],
    ['src/b.ts', ''],
    ['public/_headers', ''],
    ['tools/plugin.ts', ''],
    ['vite.config.ts', ''],
    ['package-lock.json', ''],
  ])('it is not after a change of %s', (path, contents) => {
    write(path, contents);
    expect(isBuilt(root)).toBe(false);
  });

  test('it is not when another build emptied dist, or when the page is gone', () => {
    rmSync(join(root, 'dist/.inputs'));
    expect(isBuilt(root)).toBe(false);
    write('dist/.inputs', inputsHash(root));
    rmSync(join(root, 'dist/index.html'));
    expect(isBuilt(root)).toBe(false);
  });

  test('the 15 seconds of the rewrite are announced only where no interpreter is kept', () => {
    expect(hasInterpreter(root)).toBe(false);
    write('node_modules/.cache/pinwire/interpreter-abc.wasm', '');
    expect(hasInterpreter(root)).toBe(true);
  });
});

describe('finding a Chromium', () => {
  const own = () => Promise.resolve('/playwright/chrome');
  const having =
    (...paths: string[]) =>
    (path: string) =>
      Promise.resolve(paths.includes(path));

  test('the one that PINWIRE_CHROMIUM names comes first, and must start', async () => {
    const env = { PINWIRE_CHROMIUM: '/my/chrome', PATH: '/bin' };
    expect(await findChromium({ env, own, starts: having('/my/chrome', '/bin/chromium') })).toEqual({
      path: '/my/chrome',
    });
    const refused = await findChromium({ env, own, starts: having('/bin/chromium') });
    expect(refused).toEqual({ problem: expect.stringContaining('/my/chrome') as string });
  });

  test("then one on PATH, then the usual places, then Playwright's own, then none", async () => {
    const env = { PATH: '/a:/b' };
    const find = (...paths: string[]) => findChromium({ env, own, starts: having(...paths) });
    expect(await find('/usr/bin/chromium', '/b/google-chrome', '/playwright/chrome')).toEqual({
      path: '/b/google-chrome',
    });
    expect(await find('/usr/bin/chromium', '/playwright/chrome')).toEqual({ path: '/usr/bin/chromium' });
    expect(await find('/playwright/chrome')).toEqual({ path: '/playwright/chrome' });
    expect(await find()).toBeNull();
  });

  test('programs of macOS and Windows are looked for by their whole path', () => {
    expect(systemCandidates({})).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(systemCandidates({})).toContain('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
  });
});

describe('running a program', () => {
  test('its output and exit code come back', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const { code, output } = await run(process.execPath, ['-e', script], { cwd: root, output: 'capture' });
    expect(code).toBe(3);
    expect(output).toContain('out\n');
    expect(output).toContain('err\n');
  });

  test('one that is not there, or takes too long, is a failure and not an exception', async () => {
    const missing = await run('pinwire-no-such-program', [], { cwd: root, output: 'capture' });
    expect(missing).toEqual({ code: 127, output: expect.stringContaining('ENOENT') as string });
    const slow = ['-e', 'setInterval(() => {}, 1000)'];
    expect((await run(process.execPath, slow, { cwd: root, output: 'capture', timeout: 100 })).code).toBe(
      128,
    );
  });
});
