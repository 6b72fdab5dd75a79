import type { CompiledPack } from './compile-pack';
import type { PackFiles } from './layout';
import type { PackProblem } from './pack-error';

/** What a worker is asked for: lessons of an address, of a zip file, of files that were there. */
export type PackJob =
  | AddressJob
  | { readonly kind: 'archive'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'files'; readonly name: string; readonly files: PackFiles };

export interface AddressJob {
  readonly kind: 'address';
  readonly address: string;
  /** The address of the page, from which a host knows who asks. */
  readonly page: string;
  /** That the page speaks: into these the lessons may be translated. */
  readonly languages: readonly string[];
}

export interface MadePack {
  readonly pack: CompiledPack;
  /** All that it was made of. */
  readonly files: PackFiles;
}

/** What it says: that it goes on, and in the end what came of it. */
export type PackNews =
  | { readonly kind: 'working' }
  | ({ readonly kind: 'made' } & MadePack)
  | { readonly kind: 'refused'; readonly problems: readonly PackProblem[] };
