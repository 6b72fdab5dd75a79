/** A sentence that is kept as what gives it, so that it is said in whichever language the page speaks then. */
export type Said = () => string;

/** What a student wants and cannot have, and why. */
export class SaidError extends RangeError {
  override readonly name = 'SaidError';

  constructor(readonly said: Said) {
    super(said());
  }
}
