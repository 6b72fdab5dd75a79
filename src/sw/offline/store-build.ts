import type { NotStored } from '../../protocol/service-worker';
import { PAGE, type SiteFile } from '../site';
import { samePolicy } from './policy';
import type { StoredBuilds } from './stored-builds';

export interface StoreParts {
  readonly files: readonly SiteFile[];
  readonly builds: StoredBuilds;
  readonly fetch: (address: string, options: RequestInit) => Promise<Response>;
  /** SHA-256, in Base64. */
  readonly hash: (bytes: ArrayBuffer) => Promise<string>;
  /** What the host's response becomes before it is stored. */
  readonly finish: (response: Response) => Response;
}

/** Folders in which names are given by content: what a name stands for never changes. */
export const HASHED = /^(?:assets|frame|reader)\//;

/** Why a build could not be stored. */
export class NotStoredError extends Error {
  constructor(
    readonly why: NotStored,
    readonly file: string,
  ) {
    super(`${why}: ${file}`);
  }
}

/**
 * Stores what is missing of a build, one file after the other, so that a page that loads something meanwhile has most of
 * the line. A file is stored only when it is the build's to the last bit: a host that is half-way through an upload, or
 * answers with a page of its own, must not get into the copy.
 *
 * @param progress told after each file, with bytes
 */
export async function storeBuild(
  parts: StoreParts,
  progress: (stored: number, of: number) => void,
): Promise<number> {
  const { files, builds } = parts;
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const afresh = await isOutdated(parts);
  const there = afresh ? new Set<string>() : await storedPaths(builds);
  const missing = files.filter(({ path }) => !there.has(builds.address(path)));
  let stored = total - missing.reduce((sum, { bytes }) => sum + bytes, 0);
  if (missing.length === 0 && (await builds.isComplete())) return total;
  if (missing.length > 0) await builds.setComplete(false);
  for (const file of missing) {
    await storeFile(parts, file, afresh);
    stored += file.bytes;
    progress(stored, total);
  }
  await builds.setComplete(true);
  return total;
}

/** Removes what is not as it was stored. */
export async function verifyBuild({ files, builds, hash }: StoreParts): Promise<void> {
  const cache = await builds.own();
  let whole = true;
  for (const { path, hash: wanted } of files) {
    const intact = await builds
      .find(path)
      .then(async (response) => response !== null && (await hash(await response.arrayBuffer())) === wanted)
      .catch(() => false);
    if (intact) continue;
    whole = false;
    await cache.delete(builds.address(path));
  }
  if (!whole) await builds.setComplete(false);
}

async function storedPaths(builds: StoredBuilds): Promise<Set<string>> {
  const cache = await builds.own();
  return new Set((await cache.keys()).map(({ url }) => url));
}

async function storeFile(parts: StoreParts, file: SiteFile, afresh: boolean): Promise<void> {
  const response =
    (afresh ? null : await download(parts, file, false)) ?? (await download(parts, file, true));
  if (!response) throw new NotStoredError('altered', file.path);
  try {
    const cache = await parts.builds.own();
    await cache.put(parts.builds.address(file.path), response);
  } catch (error) {
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    throw new NotStoredError(full ? 'full' : 'refused', file.path);
  }
}

/**
 * Null when it is another file than the build's.
 *
 * @param afresh past the browser's own cache
 */
async function download(
  { fetch, hash, builds, finish }: StoreParts,
  { path, hash: wanted }: SiteFile,
  afresh: boolean,
): Promise<Response | null> {
  // Hosts like to redirect from `index.html` to the folder, and a page that came by a redirection cannot be shown.
  const address = builds.address(path === PAGE ? './' : path);
  const cache = afresh ? 'reload' : HASHED.test(path) ? 'default' : 'no-cache';
  const response = await fetch(address, { cache, priority: 'low' }).catch(() => null);
  const body = response?.ok === true ? await response.arrayBuffer().catch(() => null) : null;
  if (!response || !body) throw new NotStoredError('unreachable', path);
  if ((await hash(body)) !== wanted) return null;
  const headers = new Headers(response.headers);
  // The body is unpacked.
  headers.delete('Content-Encoding');
  headers.set('Content-Length', String(body.byteLength));
  return finish(new Response(body, { headers }));
}

/**
 * Whether the host sends the same page with other headers than when it was stored. Headers decide what a page may do,
 * so it is stored anew then.
 */
async function isOutdated({ builds, fetch, hash, finish, files }: StoreParts): Promise<boolean> {
  const stored = await builds.find(PAGE);
  if (!stored) return false;
  const wanted = files.find(({ path }) => path === PAGE)?.hash;
  try {
    const response = await fetch(builds.address('./'), { cache: 'no-cache', priority: 'low' });
    if (!response.ok || (await hash(await response.clone().arrayBuffer())) !== wanted) return false;
    return !samePolicy(finish(response), stored);
  } catch {
    return false; // no network
  }
}
