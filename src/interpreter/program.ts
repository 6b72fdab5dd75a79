/** What the prompt gives to be run. */
export type Program =
  | {
      /** One statement or block, whose value is shown; a program whose values are; a program of raw mode. */
      readonly kind: 'line' | 'paste' | 'raw';
      readonly source: Uint8Array;
    }
  | { readonly kind: 'file'; readonly path: string };

/** `exit`: by SystemExit. */
export type Ending = 'done' | 'exception' | 'exit';
