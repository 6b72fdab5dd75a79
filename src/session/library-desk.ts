import { encodeLibraries } from '../protocol/libraries';
import type { ToDevice } from '../protocol/messages';
import type { SessionHost } from './worker-port';

/** Between two tries to hand them over to a board whose road is full, in milliseconds. */
const RETRY = 50;

/** Gives boards what the chip has frozen in Python, when a program asks for it: fetched once, however many ask. */
export class LibraryDesk {
  #bytes: Promise<Uint8Array> | undefined;

  constructor(private readonly host: () => Pick<SessionHost, 'loadLibraries' | 'after'>) {}

  /** @param send gives false when there is no room now, and true also when the board is gone */
  async give(send: (message: ToDevice) => boolean): Promise<void> {
    const bytes = await this.#load();
    const hand = (): void => {
      if (!send({ kind: 'libraries', bytes })) this.host().after(RETRY, hand);
    };
    hand();
  }

  /** What could not be loaded is told as that, and asked for again by the next program. */
  #load(): Promise<Uint8Array> {
    return (this.#bytes ??= this.host()
      .loadLibraries()
      .then(encodeLibraries, () => {
        this.#bytes = undefined;
        return encodeLibraries(null);
      }));
  }
}
