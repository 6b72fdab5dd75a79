/** What the launcher (tools/pinwire.mjs) has, and the command does not. */
export interface Surroundings {
  /** The folder of the built page, null when it could not be built; the reason has been said. */
  readonly site: () => Promise<string | null>;
  /** The folder with the board's Node build. */
  readonly board: () => Promise<string>;
}
