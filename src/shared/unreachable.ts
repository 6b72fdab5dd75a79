/** Ends a `switch` over a closed union: a new member that nobody handles is a compile error here. */
export function unreachable(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}
