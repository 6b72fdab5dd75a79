import { PACK_LIMITS } from '../../../lessons/packs/limits';
import type { MadePack, PackJob, PackNews } from '../../../lessons/packs/messages';
import { PackError } from '../../../lessons/packs/pack-error';
import type { Clock } from '../../../shared/clock';
import type { Dispose } from '../../../shared/disposable';
import { complain, type Complaint } from '../../../words/complaint';

/** A worker that does one job, as far as it is used. */
export interface PackWorker {
  postMessage(job: PackJob): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<PackNews>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Has lessons read in a worker, which is ended when nothing is heard of it for too long: whatever they do to it. */
export class PackMaker {
  constructor(
    private readonly newWorker: () => PackWorker,
    private readonly clock: Clock,
  ) {}

  /** @throws {PackError} and nothing else */
  make(job: PackJob): Promise<MadePack> {
    return new Promise((resolve, reject) => {
      const worker = this.newWorker();
      let cancel: Dispose = () => undefined;
      const end = (finish: () => void): void => {
        cancel();
        worker.terminate();
        finish();
      };
      const fail = (what: Complaint): void =>
        end(() => reject(new PackError([{ file: nameOf(job), line: null, what }])));
      const wait = (): void => {
        cancel();
        cancel = this.clock.after(PACK_LIMITS.silence, () =>
          fail(complain('tooSlow', PACK_LIMITS.silence / 1000)),
        );
      };
      worker.onmessage = ({ data }) => {
        if (data.kind === 'working') wait();
        else if (data.kind === 'made') end(() => resolve(data));
        else end(() => reject(new PackError(data.problems)));
      };
      worker.onerror = (event) => {
        event.preventDefault();
        fail(complain('partNotLoaded'));
      };
      wait();
      worker.postMessage(job);
    });
  }
}

const nameOf = (job: PackJob): string => (job.kind === 'address' ? job.address : job.name);
