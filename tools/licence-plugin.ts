import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { licenceText, type ShippedPackage } from './licence-text';

/** Modules that the build tools themselves put into the page. */
const helpers = [
  { prefix: '\0vite/', package: 'vite' },
  { prefix: '\0rolldown/', package: 'rolldown' },
];

/** Where licence files may hide: also notices about what a package has taken in itself. */
const licenceFile =
  /^(licen[cs]e(-[a-z0-9.]+)?|copying|notice|third-?party-?(notices|licenses?))(\.(md|txt))?$/i;

interface Options {
  /** The repository. */
  readonly root: string;
  /** Packages that reach the site by other ways than an import: copied, fetched or made at build time. */
  readonly also: readonly string[];
  /** Texts for packages that bring none, or too much: `scope__name.txt`. Below `root`. */
  readonly texts: string;
  /** What is shipped, in its own text. */
  readonly what?: 'site' | 'package';
}

/**
 * The package a module belongs to; null for our own code.
 * @param moduleId an absolute path with `node_modules` in it, or an id of a build tool's helper
 */
export function packageOf(moduleId: string): string | null {
  const helper = helpers.find(({ prefix }) => moduleId.startsWith(prefix));
  if (helper !== undefined) return helper.package;
  const [, inside] = /^.*[\\/]?node_modules[\\/](.*)$/s.exec(moduleId) ?? [];
  // A cache of the build's own (`node_modules/.cache`) is no package: what it holds is named by `also`.
  if (inside === undefined || inside.startsWith('.')) return null;
  const [first = '', second = ''] = inside.split(/[\\/?]/);
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** Reads name, version, licence and texts of an installed package. */
export function readPackage(name: string, { root, texts }: Pick<Options, 'root' | 'texts'>): ShippedPackage {
  const folder = join(root, 'node_modules', name);
  if (!existsSync(folder)) {
    // npm nests a package only when two versions of it are needed; the site has no such case.
    throw new Error(`The site ships ${name}, whose licence cannot be read: ${folder} is not there.`);
  }
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: unknown;
  };
  const ours = join(root, texts, `${name.replace('/', '__')}.txt`);
  const files = existsSync(ours)
    ? [ours]
    : readdirSync(folder)
        .filter((file) => licenceFile.test(file))
        .sort()
        .map((file) => join(folder, file));
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : 'none named',
    texts: files.map((file) => readFileSync(file, 'utf8').trim()),
  };
}

/**
 * Collects the licences of everything the site ships into `licenses.txt`, and fails the build when one is missing or
 * not allowed. Workers are builds of their own, whose modules the page's build does not see: `collector` goes into
 * `worker.plugins`, `plugin` into `plugins`.
 */
export function licences(options: Options): { plugin: Plugin; collector: Plugin } {
  const shipped = new Set(options.also);
  /** Every module that was read, even if little of it was left: constants move into the modules that use them. */
  const collect = (moduleIds: Iterable<string>, bundle: Rolldown.OutputBundle) => {
    // Fonts and styles are assets: they are known by the files they were made from.
    const assets = Object.values(bundle).flatMap((file) =>
      file.type === 'asset' ? file.originalFileNames : [],
    );
    for (const id of [...moduleIds, ...assets]) {
      const name = packageOf(id);
      if (name !== null) shipped.add(name);
    }
  };
  return {
    collector: {
      name: 'pinwire:licences-of-worker',
      generateBundle(_output, bundle) {
        collect(this.getModuleIds(), bundle);
      },
    },
    plugin: {
      name: 'pinwire:licences',
      apply: 'build',
      // After every plugin that adds to the bundle.
      enforce: 'post',
      generateBundle(_output, bundle) {
        collect(this.getModuleIds(), bundle);
        const packages = [...shipped].sort().map((name) => readPackage(name, options));
        const { text, problems } = licenceText(packages, options.what);
        if (problems.length > 0) this.error(problems.join('\n'));
        this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: text });
      },
    },
  };
}
