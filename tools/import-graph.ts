import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** For every source file, the source files it names. Paths are relative to the folder walked, with `/`. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const source = /\.tsx?$/;

/** The files that `from` names and that exist here: imports of every kind, and workers by URL. */
function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const urls = [...text.matchAll(/new URL\(\s*'([^']+)'\s*,\s*import\.meta\.url/g)].map(
    ([, url = '']) => url,
  );
  return [...imports, ...urls]
    .filter((name) => name.startsWith('.'))
    .flatMap((name) => resolveSource(resolve(path, '..', name.replace(/\?.*$/, ''))) ?? []);
}

function resolveSource(base: string): string | null {
  const candidates = [base, `${base}.ts`, `${base}.tsx`, join(base, 'index.ts'), join(base, 'index.tsx')];
  return candidates.find((path) => existsSync(path) && statSync(path).isFile() && source.test(path)) ?? null;
}

/** Reads the imports of all TypeScript files below `root`. */
export function importGraph(root: string): ImportGraph {
  const name = (path: string) => relative(root, path).replaceAll('\\', '/');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => join(root, path))
    .filter((path) => source.test(path) && !path.endsWith('.d.ts'));
  return new Map(files.map((path) => [name(path), importsOf(path).map(name)]));
}

/** One cycle as `a → b → a`, or null. */
export function findCycle(graph: ImportGraph): string | null {
  const finished = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string | null => {
    if (finished.has(file)) return null;
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file].join(' → ');
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle !== null) return cycle;
    }
    finished.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

/**
 * Imports across layers that the table of layers does not allow, as `from → to`. Sees what lint does not: `import()`,
 * and workers by URL. Tests, and files outside any layer, may import what they like.
 */
export function layerBreaches(
  graph: ImportGraph,
  layers: Readonly<Record<string, readonly string[]>>,
): string[] {
  return [...graph].flatMap(([from, imports]) => {
    const layer = from.split('/')[0] ?? '';
    const allowed = layers[layer];
    if (allowed === undefined || /\.(test|test-helpers|node)\.tsx?$/.test(from)) return [];
    return imports
      .filter((to) => ![layer, ...allowed].some((other) => to.startsWith(`${other}/`)))
      .map((to) => `${from} → ${to}`);
  });
}
