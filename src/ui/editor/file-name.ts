/** Why a name cannot be a file of the board, as a sentence; null when it can. `path` comes with its leading slash. */
export function refuseFileName(path: string, existing: readonly string[]): string | null {
  const name = path.slice(1);
  if (name === '') return 'Give the file a name, such as blink.py.';
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(name)) return 'Use letters, digits, dots, dashes and underscores.';
  if (name.split('/').some((part) => part === '.' || part === '..')) return 'A file cannot be called . or ..';
  if (existing.includes(path)) return 'There is a file of that name.';
  return null;
}

/** `/main.py` → `main.py`. */
export function shortName(path: string): string {
  return path.startsWith('/') ? path.slice(1) : path;
}

/** As MicroPython names files in tracebacks, with or without the slash. */
export function samePath(a: string, b: string): boolean {
  return shortName(a) === shortName(b);
}
