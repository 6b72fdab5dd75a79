import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE, type SiteBuild, type SiteFile } from '../src/sw/site';

const SERVICE_WORKER = 'sw.js';
/** In the page: the build that it belongs to. */
const META = /(<meta name="pinwire-build" content=")[^"]*(")/;
/** In the service worker: its first line. */
const FIRST_LINE = /^const __PINWIRE_SITE__ = .*;\n/;

/**
 * What is there for hosts alone, or is asked for anew by each page. Compressed forms are of no use: the browser stores
 * what it has unpacked.
 */
const NOT_STORED =
  /^(?:sw\.js|404\.html|pinwire\.json|vercel\.json|_headers|hosting\/.*|.*\.(?:br|gz|map)|(?:.*\/)?\..*)$/;

export const firstLine = (site: SiteBuild): string => `const __PINWIRE_SITE__ = ${JSON.stringify(site)};\n`;

/**
 * Writes into page and service worker of the built site which build they are of, and which files it has. Done again
 * after a file was changed by hand, it makes another build of it.
 */
export function stampSite(folder: string): SiteBuild {
  const pagePath = join(folder, PAGE);
  const workerPath = join(folder, SERVICE_WORKER);
  const page = readFileSync(pagePath, 'utf8').replace(META, '$1$2');
  const worker = readFileSync(workerPath, 'utf8').replace(FIRST_LINE, '');
  if (!META.test(page)) throw new Error(`${pagePath} has no <meta name="pinwire-build">.`);
  const paths = filesBelow(folder).filter((path) => !NOT_STORED.test(path));
  const all = createHash('sha256').update(worker).update(page);
  for (const path of paths) if (path !== PAGE) all.update(path).update(readFileSync(join(folder, path)));
  const build = all.digest('base64url').slice(0, 12);
  writeFileSync(pagePath, page.replace(META, `$1${build}$2`));
  const files = paths.map((path) => {
    const contents = readFileSync(join(folder, path));
    return { path, bytes: contents.length, hash: createHash('sha256').update(contents).digest('base64') };
  });
  const site = { build, files: inOrder(files, page) };
  writeFileSync(workerPath, firstLine(site) + worker);
  return site;
}

/** The page first, then what it names, then what its scripts start the board with, then the rest, small files first. */
function inOrder(files: readonly SiteFile[], page: string): SiteFile[] {
  const rank = ({ path }: SiteFile): number => {
    if (path === PAGE) return 0;
    if (page.includes(path)) return 1;
    if (/^assets\/(?:device|net)-worker-/.test(path)) return 2;
    return /^(?:assets|frame|reader)\//.test(path) ? 3 : 4;
  };
  return [...files].sort((a, b) => rank(a) - rank(b) || a.bytes - b.bytes || (a.path < b.path ? -1 : 1));
}

/** Paths of all files from `folder` on, with `/`, in a fixed order. */
function filesBelow(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below + entry.name;
      return entry.isDirectory() ? filesBelow(folder, `${path}/`) : [path];
    });
}
