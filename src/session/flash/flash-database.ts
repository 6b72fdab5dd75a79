import type { FileChange } from '../../protocol/messages';

export interface StoredFiles {
  /** Parents before children. */
  readonly files: readonly FileChange[];
  /** Names the last write; null when nothing was written since the flash was made or erased. */
  readonly version: string | null;
  /** Names of records that could not be read. They stay where they are. */
  readonly damaged: readonly string[];
}

/** The storage of one flash, as the page that has it open sees it. */
export interface FlashDatabase {
  /** @param claim this tab has the flash from now on: no other can write */
  load(claim: boolean): Promise<StoredFiles>;
  /** Stores the changes as one transaction; the result names it. @throws NotStored */
  write(changes: Iterable<FileChange>): Promise<string>;
  erase(): Promise<void>;
  close(): void;
}

export type OpenProblem = 'denied' | 'silent' | 'older-tab';

export class NotOpened extends Error {
  constructor(
    readonly why: OpenProblem,
    detail: string,
  ) {
    super(detail);
  }
}

export type WriteProblem = 'full' | 'taken-over' | 'closed' | 'failed';

export class NotStored extends Error {
  constructor(
    readonly why: WriteProblem,
    detail: string,
  ) {
    super(detail);
  }
}
