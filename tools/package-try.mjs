// `npm run package:try`: packs Pinwire, installs it in an empty folder as a stranger would, and uses it there.
// Takes a minute; not a part of `npm test`. Prints one JSON object.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printResult } from './json-result.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Without a registry: nothing but Node and the package is there. */
const OFFLINE = { npm_config_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };

const CONSUMER = `import { createDevice, DeviceTimeoutError, type Device, type NetworkLogEntry } from 'pinwire';
const device: Device = await createDevice({ files: { 'x.py': 'x = 42' }, seed: 7 });
const printed: string = await device.enter('import x; x.x');
const { exit } = await device.exec('import time; time.sleep(600)', { timeout: 700_000 });
const kinds: NetworkLogEntry['kind'][] = device.network.log.map(({ kind }) => kind);
const late = await device.waitFor(/never/, { timeout: 50 }).catch((error: unknown) => error);
if (printed !== '42\\n' || exit !== 0 || !kinds.every((kind) => kind === 'started') || !(late instanceof DeviceTimeoutError))
  throw new Error(JSON.stringify({ printed, exit, kinds, late: String(late) }));
await device.close();
`;

/**
 * @param {string} cwd
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ input?: string, code?: number }} [options]
 * @returns {Promise<{ stdout: string, stderr: string }>}
 */
function run(cwd, command, args, { input = '', code = 0 } = {}) {
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      args,
      { cwd, env: { ...process.env, ...OFFLINE }, timeout: 120_000 },
      (error, stdout, stderr) => {
        const ended = error === null ? 0 : error.code;
        if (ended === code) resolve({ stdout, stderr });
        else reject(new Error(`${command} ${args.join(' ')} ended with ${ended}:\n${stdout}\n${stderr}`));
      },
    );
    child.stdin?.end(input);
  });
}

const folder = await mkdtemp(join(tmpdir(), 'pinwire-package-'));
try {
  const { stdout } = await run(root, 'npm', ['pack', '--json', '--pack-destination', folder]);
  /** @type {unknown} */
  const packed = JSON.parse(stdout.slice(stdout.indexOf('[')));
  const [{ filename, size, unpackedSize }] =
    /** @type {[{ filename: string, size: number, unpackedSize: number }]} */ (packed);
  const archive = join(folder, filename);
  const here = join(folder, 'here');
  await mkdir(here);
  await run(here, 'npm', ['init', '-y']);
  await run(here, 'npm', ['install', archive]);
  assert.deepEqual(
    await readdir(join(here, 'node_modules')).then((names) => names.filter((n) => !n.startsWith('.'))),
    ['pinwire'],
  );

  const script = 'import sys\nprint(sys.platform)\nsys.exit(3)';
  const device = ['pinwire', 'device', '--quiet', '--run', '-'];
  assert.equal((await run(here, 'npx', device, { input: script, code: 3 })).stdout, 'esp8266\r\n');
  const elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
  // By its name a file would be run itself.
  const typed = await run(elsewhere, 'npx', ['--yes', `file:${archive}`, 'device', '--quiet'], {
    input: '1 + 1\r',
  });
  assert.match(typed.stdout, /MicroPython v1\.27.*\r\n2\r\n>>> /s);

  await run(here, 'npx', ['pinwire', 'lessons', 'new', 'blink']);
  assert.match(
    (await run(here, 'npx', ['pinwire', 'lessons', 'check', 'blink'])).stderr,
    /✓|as it should be/,
  );
  for (const needsSources of [['lessons', 'preview', 'blink'], ['serve']])
    assert.match(
      await run(here, 'npx', ['pinwire', ...needsSources], { code: needsSources.length === 1 ? 1 : 2 }).then(
        ({ stderr }) => stderr,
      ),
      /needs the sources/,
    );
  assert.match((await run(here, 'npx', ['pinwire', 'proxy', '--help'])).stdout, /--allow/);

  const javascript = CONSUMER.replaceAll(
    /, type \w+|: (?:Device|string|unknown|NetworkLogEntry\['kind'\]\[\])(?= =|\))/g,
    '',
  );
  await writeFile(join(here, 'use.mjs'), javascript);
  await run(here, process.execPath, ['use.mjs']);
  await writeFile(join(here, 'use.mts'), CONSUMER);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  for (const [module, resolution] of [
    ['esnext', 'bundler'],
    ['nodenext', 'nodenext'],
  ]) {
    const compilerOptions = {
      ...{ module, moduleResolution: resolution, types: [], noEmit: true },
      ...{
        strict: true,
        exactOptionalPropertyTypes: true,
        target: 'es2022',
        lib: ['es2023', 'esnext.disposable'],
      },
    };
    await writeFile(join(here, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.mts'] }));
    await run(here, process.execPath, [tsc, '--project', 'tsconfig.json']);
  }
  printResult({ size, unpackedSize });
} finally {
  await rm(folder, { recursive: true, force: true });
}
