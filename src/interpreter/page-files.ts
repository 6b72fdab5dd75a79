import { FLASH_BLOCKS, BLOCK_BYTES } from '../protocol/flash-size';
import type { FileChange, FlashRefusal, FromDevice, ToDevice } from '../protocol/messages';
import type { Flash } from './flash';

type Part = Extract<ToDevice, { kind: 'write-file' }>;

export interface PageFilesParts {
  readonly flash: Flash;
  readonly post: (message: FromDevice) => void;
  readonly postChanges: (changes: readonly FileChange[], request: number) => void;
}

/** The page's saves and removals: large files come in parts. Each request is answered once. */
export class PageFiles {
  #incoming: { readonly request: number; readonly bytes: Uint8Array } | undefined;

  constructor(private readonly parts: PageFilesParts) {}

  receivePart({ request, path, size, offset, bytes }: Part): void {
    this.parts.post({ kind: 'file-part-taken', bytes: bytes.length });
    if (offset === 0) this.#begin(request, size);
    // The rest of a file that was refused.
    if (this.#incoming?.request !== request) return;
    this.#incoming.bytes.set(bytes, offset);
    if (offset + bytes.length < size) return;
    const whole = this.#incoming.bytes;
    this.#incoming = undefined;
    this.change(request, path, whole);
  }

  change(request: number, path: string, bytes: Uint8Array | null): void {
    const done = this.parts.flash.change(path, bytes);
    if ('changes' in done) this.parts.postChanges(done.changes, request);
    else this.#refuse(request, done);
  }

  #begin(request: number, size: number): void {
    this.#incoming = undefined;
    if (size <= FLASH_BLOCKS * BLOCK_BYTES) this.#incoming = { request, bytes: new Uint8Array(size) };
    else {
      const freeBytes = this.parts.flash.freeBlocks * BLOCK_BYTES;
      this.#refuse(request, { reason: 'full', neededBytes: size, freeBytes });
    }
  }

  #refuse(request: number, refusal: FlashRefusal): void {
    this.parts.post({ kind: 'file-refused', request, refusal });
  }
}
