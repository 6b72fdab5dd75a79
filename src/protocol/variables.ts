/**
 * What can be told of a Python value by looking at it from outside: no code of the student's runs for it, no `__repr__`
 * and no `__eq__`.
 */
export type VariableValue =
  | { readonly type: 'NoneType' }
  | { readonly type: 'bool'; readonly value: boolean }
  /** Its digits, since it may be larger than a number; null where there are too many to be told. */
  | { readonly type: 'int'; readonly value: string | null }
  | { readonly type: 'float'; readonly value: number }
  /** The beginning of it, and how long it is: `str` in characters, as far as the beginning goes, `bytes` as Latin-1. */
  | { readonly type: 'str' | 'bytes'; readonly value: string; readonly length: number }
  | { readonly type: 'list' | 'tuple' | 'dict'; readonly length: number }
  /** Anything else: the name of its class. */
  | { readonly type: 'other'; readonly name: string };

export interface Variable {
  readonly name: string;
  /** Null: there is no such name. */
  readonly value: VariableValue | null;
}

/** Who asks for more asks for the first of them. */
export const MOST_VARIABLES = 16;
/** Bytes of a text that are told. */
export const LONGEST_VALUE = 200;
