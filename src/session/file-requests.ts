import { FILE_PART, FILE_PARTS_CREDIT } from '../protocol/control-block';
import type { ToDevice } from '../protocol/messages';
import { FileRefused } from './file-refused';

/** Saves that wait for a board which is busy: more than this is refused. Twice the flash, and some. */
const MOST_WAITING = 8 << 20;

/** What the student asked for and the board has not answered: a file's contents, or null for its removal. */
export interface FileRequest {
  readonly path: string;
  readonly bytes: Uint8Array | null;
}

interface Job extends FileRequest {
  readonly number: number;
  readonly settle: Settle[];
  /** Bytes that were sent; all of a removal is sent at once. */
  sent: number;
  begun: boolean;
}

interface Settle {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A board that takes requests: false when there is no room now. */
export type SendToBoard = (message: ToDevice) => boolean;

/**
 * Saves and removals on their way to the board, in order. They go in parts by credit, so that a large file neither
 * fills the ring nor keeps a key or a pin waiting. Without a board they wait here.
 */
export class FileRequests {
  #jobs: Job[] = [];
  #send: SendToBoard | undefined;
  #credit = FILE_PARTS_CREDIT;
  #numbers = 0;

  constructor(private readonly onChange: () => void) {}

  get pending(): number {
    return this.#jobs.length;
  }

  /** A board is there; what the one before did not answer has been taken. */
  attach(send: SendToBoard): void {
    this.#send = send;
    this.#credit = FILE_PARTS_CREDIT;
    this.#pump();
  }

  /** The board is gone: what it did not answer waits again. */
  detach(): void {
    this.#send = undefined;
    for (const job of this.#jobs) {
      job.sent = 0;
      job.begun = false;
    }
  }

  /** Whether a board takes them. */
  hasBoard(): boolean {
    return this.#send !== undefined;
  }

  /** @returns when it is done and stored. A version that has not begun gives way to a newer one of the same file. */
  add(path: string, bytes: Uint8Array | null): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      if (bytes && this.#waitingBytes(path) + bytes.length > MOST_WAITING) {
        reject(new FileRefused(path, { reason: 'busy' }));
        return;
      }
      const superseded = this.#jobs.filter((job) => job.path === path && !job.begun);
      this.#jobs = this.#jobs.filter((job) => !superseded.includes(job));
      const settle = [...superseded.flatMap((job) => job.settle), { resolve, reject }];
      this.#jobs.push({ number: ++this.#numbers, path, bytes, settle, sent: 0, begun: false });
      this.#pump();
      this.onChange();
    });
  }

  /** The board took so many bytes of parts out of the ring. */
  onPartTaken(bytes: number): void {
    this.#credit += bytes;
    this.#pump();
  }

  /** The board has answered, or somebody in its place; the request is settled as `outcome` is. */
  answer(number: number, outcome: Promise<void>): void {
    const job = this.#jobs.find((one) => one.number === number);
    if (!job) return;
    this.#jobs = this.#jobs.filter((one) => one !== job);
    outcome.then(
      () => job.settle.forEach(({ resolve }) => resolve()),
      (error: unknown) =>
        job.settle.forEach(({ reject }) => reject(error instanceof Error ? error : new Error(String(error)))),
    );
    this.#pump();
    this.onChange();
  }

  /** The board does not take it, for the reason that `why` gives for its path. */
  refuse(number: number, why: (path: string) => Error): void {
    const job = this.#jobs.find((one) => one.number === number);
    if (job) this.answer(number, Promise.reject(why(job.path)));
  }

  /** Has somebody else answer everything that waits, in order. */
  answerAll(answer: (request: FileRequest) => Promise<void>): void {
    for (const job of [...this.#jobs]) this.answer(job.number, answer(job));
  }

  /** Bytes of all saves that a newer one of this path would not replace. */
  #waitingBytes(path: string): number {
    const waiting = this.#jobs.filter((job) => job.begun || job.path !== path);
    return waiting.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
  }

  /** One file at a time: its answer lets the next begin. */
  #pump(): void {
    const [job] = this.#jobs;
    const send = this.#send;
    if (!job || !send) return;
    if (job.bytes === null) {
      if (!job.begun) job.begun = send({ kind: 'remove-file', request: job.number, path: job.path });
      return;
    }
    const size = job.bytes.length;
    while (!job.begun || job.sent < size) {
      const part = job.bytes.subarray(job.sent, job.sent + FILE_PART);
      if (part.length > this.#credit) return;
      const message = { request: job.number, path: job.path, size, offset: job.sent, bytes: part };
      if (!send({ kind: 'write-file', ...message })) return;
      job.begun = true;
      job.sent += part.length;
      this.#credit -= part.length;
    }
  }
}
