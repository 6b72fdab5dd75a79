/** Mutants of a lesson of ours that do what the solution does: that they pass is right. */
export interface Equivalent {
  readonly steps: readonly string[];
  /** Each stands in the mutant's name. */
  readonly mutants: readonly string[];
  readonly why: string;
}
