import type { Program } from './program';

/** What the console is to do after a byte. */
export type Request =
  /** Begin a new line at `>>> `. */
  | { readonly kind: 'prompt' }
  /** One more line of a block, or of a paste, is awaited; the mode has asked for it. */
  | { readonly kind: 'continuation' }
  | { readonly kind: 'pasting' }
  | { readonly kind: 'run'; readonly program: Program }
  /** Raw mode is ready for the next program; it has said so. */
  | { readonly kind: 'raw-ready' }
  | { readonly kind: 'soft-reset' }
  /** Go to another mode. */
  | { readonly kind: 'banner' }
  | { readonly kind: 'raw' }
  | { readonly kind: 'paste' };

/** One of the prompt's modes: takes the console's bytes. */
export interface ConsoleMode {
  take(byte: number): Request | undefined;
}

/** Ends each part of what a program of raw mode gives: its output, then its traceback. */
export const END = '\x04';

/** As MicroPython says it when its heap is too small. */
export const tooLarge = (bytes: number): string =>
  `MemoryError: memory allocation failed, allocating ${bytes} bytes\r\n`;
