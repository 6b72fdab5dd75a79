/**
 * A file system as a student thinks of it, for comparison: paths to contents, null for a directory. Calls give what
 * Python would print: the value, or the number of the OSError.
 */
export class FlashModel {
  readonly #nodes = new Map<string, string | null>([['', null]]);

  /** All of it as one line, as `described` gives it. */
  get line(): string {
    return [...this.#nodes.keys()]
      .filter((path) => path !== '')
      .sort()
      .map((path) => (this.#nodes.get(path) === null ? `${path}/` : `${path}=${this.#nodes.get(path)}`))
      .join(' ');
  }

  run(operation: Operation): string {
    const { path } = operation;
    const missing = this.#missing(path);
    switch (operation.kind) {
      case 'write':
      case 'append': {
        if (this.#isDirectory(path)) return '21';
        const parent = this.#parentError(path);
        if (parent) return parent;
        const before = operation.kind === 'append' ? (this.#nodes.get(path) ?? '') : '';
        this.#nodes.set(path, before + operation.text);
        return 'None';
      }
      case 'read':
        if (missing) return missing;
        return this.#isDirectory(path) ? '21' : String(this.#nodes.get(path));
      case 'list':
        if (missing) return missing;
        return this.#isDirectory(path) ? this.#names(path).join(' ') : '20';
      case 'mkdir': {
        if (this.#nodes.has(path)) return '17';
        const parent = this.#parentError(path);
        if (parent) return parent;
        this.#nodes.set(path, null);
        return 'None';
      }
      case 'remove':
        if (missing) return missing;
        if (this.#below(path).length > 0) return '39';
        this.#nodes.delete(path);
        return 'None';
      case 'rename':
        return missing || this.#rename(path, operation.to);
    }
  }

  #rename(from: string, to: string): string {
    if (from === to) return 'None';
    if (to.startsWith(`${from}/`)) return '22';
    if (this.#nodes.has(to)) {
      if (this.#isDirectory(to) !== this.#isDirectory(from)) return this.#isDirectory(to) ? '21' : '20';
      if (this.#below(to).length > 0) return '39';
    } else {
      const parent = this.#parentError(to);
      if (parent) return parent;
    }
    for (const path of [from, ...this.#below(from)]) {
      const contents = this.#nodes.get(path) ?? null;
      this.#nodes.delete(path);
      this.#nodes.set(to + path.slice(from.length), contents);
    }
    return 'None';
  }

  #isDirectory = (path: string): boolean => this.#nodes.get(path) === null;

  #below = (path: string): string[] => [...this.#nodes.keys()].filter((node) => node.startsWith(`${path}/`));

  #names = (path: string): string[] =>
    this.#below(path)
      .map((node) => node.slice(path.length + 1))
      .filter((name) => !name.includes('/'))
      .sort();

  #missing = (path: string): string => (this.#nodes.has(path) ? '' : this.#parentError(path) || '2');

  /** Why there can be nothing at a path: one of those above it is not there, or is a file. */
  #parentError(path: string): string {
    for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
      const parent = path.slice(0, at);
      if (!this.#nodes.has(parent)) return '2';
      if (!this.#isDirectory(parent)) return '20';
    }
    return '';
  }
}

export type Operation =
  | { readonly kind: 'write' | 'append'; readonly path: string; readonly text: string }
  | { readonly kind: 'read' | 'list' | 'mkdir' | 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

/** What runs an operation on the board: each is a line of its own, which prints what the model gives. */
export const PRELUDE = `
import os
def run(call):
    try:
        print(call())
    except OSError as error:
        print(error.errno)
def put(path, mode, text):
    with open(path, mode) as file:
        file.write(text)
def get(path):
    with open(path) as file:
        return file.read()
def names(path):
    return ' '.join(sorted(os.listdir(path)))
`;

export function asPython(operation: Operation): string {
  const path = `'${operation.path}'`;
  switch (operation.kind) {
    case 'write':
      return `run(lambda: put(${path}, 'w', '${operation.text}'))`;
    case 'append':
      return `run(lambda: put(${path}, 'a', '${operation.text}'))`;
    case 'read':
      return `run(lambda: get(${path}))`;
    case 'list':
      return `run(lambda: names(${path}))`;
    case 'rename':
      return `run(lambda: os.rename(${path}, '${operation.to}'))`;
    default:
      return `run(lambda: os.${operation.kind}(${path}))`;
  }
}
