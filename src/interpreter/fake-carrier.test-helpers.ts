import type { FromDevice } from '../protocol/messages';
import type { Carrier } from './carrier';
import type { Suspension } from './suspension';

/** The page as the device sees it: each wait and each look does what a test says. */
export class FakeCarrier implements Carrier {
  suspension: Suspension | null = null;
  doorbell = 0;
  interrupts = 0;
  outputTaken = 0;
  filesKept = 0;
  readonly posted: FromDevice[] = [];
  /** How long each wait might have taken, and the doorbell that it would not have slept through. */
  readonly waits: { readonly seen: number; readonly milliseconds: number }[] = [];
  /** Takes in what waits; says whether there was anything. */
  onReceive: () => boolean = () => false;
  onWait: (milliseconds: number) => void = () => {
    throw new Error('nothing will ever wake this wait');
  };

  /** All console output. */
  get text(): string {
    const parts = this.posted.map((message) =>
      message.kind === 'output' ? String.fromCharCode(...message.bytes) : '',
    );
    return parts.join('');
  }

  receive(): boolean {
    return this.onReceive();
  }

  wait(seen: number, milliseconds: number): Promise<void> | undefined {
    this.waits.push({ seen, milliseconds });
    if (seen === this.doorbell) this.onWait(milliseconds);
    return this.suspension ? Promise.resolve() : undefined;
  }

  breathe(): Promise<void> | undefined {
    return undefined;
  }

  post(message: FromDevice): void {
    this.posted.push(message);
  }
}
