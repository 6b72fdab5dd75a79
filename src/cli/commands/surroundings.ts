/** What the launcher (tools/pinwire.mjs) has, and the command does not. */
export interface Surroundings {
  /** How the command is called here. */
  readonly name: string;
  /** Pinwire's. */
  readonly version: () => Promise<string>;
  /** The folder of the built page, null when it could not be built; the reason has been said. */
  readonly site: () => Promise<string | null>;
  /** The folder with the board's Node build. */
  readonly board: () => Promise<string>;
  /** Serves the page with lessons of a folder, until the process ends, and follows their changes. */
  readonly preview: (options: PreviewOptions) => Promise<void>;
}

export interface PreviewOptions {
  /** With one folder for each lesson. */
  readonly folder: string;
  /** The only lesson that is wanted; null: all of the folder. */
  readonly only: string | null;
  readonly port: number;
}
