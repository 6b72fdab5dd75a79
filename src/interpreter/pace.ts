/**
 * How a board goes through a time that is not the computer's own (shared/shared-time.ts): what a program does takes as
 * much of it each time, and what the board is seen to do is told at once.
 */
export interface Pace {
  /** How many jumps of a program (turns of a loop, roughly) the CPU makes in a millisecond. */
  readonly jumpsPerMillisecond: number;
}
