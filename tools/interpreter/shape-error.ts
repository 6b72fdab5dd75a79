/** The interpreter's npm package is not what the rewrite expects: a new release, most likely. The build stops. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';

  constructor(
    readonly missed: string,
    found: number,
  ) {
    super(
      `The npm package's MicroPython has an unknown shape: ${missed} (found ${found}, expected exactly one). ` +
        'The rewrite in tools/interpreter knows MicroPython 1.27.0; pin that version or teach it the new one.',
    );
  }
}

/** The only member of `candidates`; anything else means that the binary changed. */
export function only<T>(what: string, candidates: Iterable<T>): T {
  const found = [...candidates];
  const [first] = found;
  if (found.length !== 1 || first === undefined) throw new ShapeError(what, found.length);
  return first;
}
