import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { PackageIndex } from '../../net/hosts/packages';
import { ConfigError } from '../../proxy/flags';

/** Of a file's SHA-256, in an index. */
const SHORT = 8;
const NAME = /^\w[\w.-]*$/;

/** `package.json` as mip knows it (docs.micropython.org, "Package management"). */
interface Description {
  readonly urls?: readonly (readonly [target: string, address: string])[];
  readonly deps?: readonly unknown[];
  readonly version?: string;
}

/**
 * A folder as an index of packages, looked at anew for each question: `NAME.py`, a folder `NAME` whose files are the
 * package's, or one with a `package.json` that says which.
 *
 * @throws {ConfigError} when there is no such folder
 */
export function packageFolder(folder: string): PackageIndex {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ConfigError(`--packages: ${folder} is not a folder.`);
  const files = new Map<string, string>();
  return (asked) => {
    // Which form of bytecode is asked for makes no difference: files are as they lie there.
    const [, name = '', version = ''] = /^\/package\/\w+\/([^/]+)\/([^/]+)\.json$/.exec(asked) ?? [];
    try {
      if (name !== '') return described(folder, name, version, files);
      const file = files.get(/^\/file\/\w\w\/(\w+)$/.exec(asked)?.[1] ?? '');
      return file === undefined ? null : readFileSync(file);
    } catch {
      // It went away meanwhile, or cannot be read: it is not in the index.
      return null;
    }
  };
}

function described(
  folder: string,
  name: string,
  version: string,
  files: Map<string, string>,
): Uint8Array | null {
  if (!NAME.test(name)) return null;
  const inside = path.join(folder, name);
  const manifest = path.join(inside, 'package.json');
  const {
    urls,
    deps = [],
    version: own = '0',
  }: Description = statSync(manifest, { throwIfNoEntry: false })
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as Description)
    : { urls: plainFiles(folder, name) };
  if (!urls || urls.length + deps.length === 0 || (version !== 'latest' && version !== own)) return null;
  const base = statSync(manifest, { throwIfNoEntry: false }) ? inside : folder;
  const hashes: [string, string][] = [];
  const elsewhere: (readonly [string, string])[] = [];
  for (const [target, address] of urls) {
    if (/^\w+:/.test(address)) elsewhere.push([target, address]);
    else hashes.push([target, shelved(base, address, files)]);
  }
  return Buffer.from(JSON.stringify({ v: 1, version: own, hashes, urls: elsewhere, deps }));
}

/** @throws when it leads out of the folder, or there is no such file */
function shelved(base: string, relative: string, files: Map<string, string>): string {
  const file = path.resolve(base, relative);
  if (!file.startsWith(path.resolve(base) + path.sep)) throw new Error(`${relative} leads out of ${base}`);
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, SHORT);
  files.set(hash, file);
  return hash;
}

/** A package without a description: a file, or all files of a folder. */
function plainFiles(folder: string, name: string): [string, string][] {
  const found: [string, string][] = [];
  for (const file of [`${name}.py`, `${name}.mpy`])
    if (statSync(path.join(folder, file), { throwIfNoEntry: false })?.isFile()) found.push([file, file]);
  const list = (at: string): void => {
    for (const entry of readdirSync(path.join(folder, at), { withFileTypes: true })) {
      const inside = `${at}/${entry.name}`;
      if (entry.isDirectory()) list(inside);
      else if (entry.isFile() && !entry.name.startsWith('.')) found.push([inside, inside]);
    }
  };
  if (found.length === 0 && statSync(path.join(folder, name), { throwIfNoEntry: false })?.isDirectory())
    list(name);
  return found;
}
