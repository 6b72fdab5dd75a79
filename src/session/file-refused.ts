import type { FlashRefusal } from '../protocol/messages';

/** Why a file is not saved or removed: the flash does not take it, or the board is busy with what came before. */
export type FileRefusal = FlashRefusal | { readonly reason: 'busy' };

/** The board does not take it, or not now. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(
    readonly path: string,
    readonly refusal: FileRefusal,
  ) {
    super(`${path}: ${refusal.reason}`);
  }
}
