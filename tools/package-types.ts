import path from 'node:path';
import ts from 'typescript';

/** A relative import of a declaration, without the ending that Node's way of finding modules wants. */
const RELATIVE = /(\bfrom |\bimport\()(['"])(\.{1,2}\/[^'"]+)\2/g;

/**
 * The type declarations of a module and of what they refer to, for who has no sources: by file, below `src`. Imports
 * name files with their endings, so that every `moduleResolution` finds them.
 *
 * @param root the repository
 * @param entry below it
 */
export function declarations(root: string, entry: string): ReadonlyMap<string, string> {
  const emitted = emit(root, path.join(root, entry));
  const src = path.join(root, 'src');
  const found = new Map<string, string>();
  const take = (file: string): void => {
    const name = path.relative(src, file);
    const text = emitted.get(file);
    if (found.has(name)) return;
    if (text === undefined) throw new Error(`There are no declarations for ${file}.`);
    found.set(
      name,
      text.replaceAll(RELATIVE, (_, before: string, quote: string, to: string) => {
        take(path.resolve(path.dirname(file), `${to}.d.ts`));
        return `${before}${quote}${to}.js${quote}`;
      }),
    );
  };
  take(path.join(root, entry).replace(/\.ts$/, '.d.ts'));
  return found;
}

function emit(root: string, entry: string): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.node.json'), (file) =>
    ts.sys.readFile(file),
  ) as { config: { extends: string } };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([entry, path.join(root, 'src/assets.d.ts')], {
    ...options,
    noEmit: false,
    incremental: false,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
  });
  const emitted = new Map<string, string>();
  program.emit(undefined, (file, text) => emitted.set(path.resolve(file), text));
  return emitted;
}
