import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: { readonly '.': Readonly<Record<string, string>> };
  readonly files: readonly string[];
  readonly dependencies?: unknown;
  readonly scripts: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

test('the package is what is built for it, and installs no other', () => {
  expect(manifest.files).toEqual(['npm']);
  expect(manifest.dependencies).toBeUndefined();
  expect(manifest.scripts['prepack']).toBe(manifest.scripts['package']);
});

test('its command and its library are files that the build makes', () => {
  const build = readFileSync('tools/package-build.ts', 'utf8');
  const sources = {
    './npm/library.js': 'src/cli/library/index.ts',
    './npm/pinwire.js': 'src/cli/packaged.ts',
  };
  expect([manifest.exports['.']['default'], `./${manifest.bin['pinwire'] ?? ''}`]).toEqual(
    Object.keys(sources),
  );
  for (const source of Object.values(sources)) {
    expect(build).toContain(`'${source}'`);
    expect(existsSync(source)).toBe(true);
  }
  // The declarations lie as the sources do.
  expect(manifest.exports['.']['types']).toBe('./npm/types/cli/library/index.d.ts');
});

test('everything that the library has to offer is described', () => {
  const file = 'src/cli/library/api.ts';
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const bare = source.statements.filter(ts.isInterfaceDeclaration).flatMap((one) =>
    [one, ...one.members]
      .filter((node) => !(node.name && ts.isComputedPropertyName(node.name)))
      .filter((node) => ts.getJSDocCommentsAndTags(node).length === 0)
      .map((node) => `${one.name.text}: ${node.name?.getText() ?? '?'}`),
  );
  expect(bare).toEqual([]);
});
