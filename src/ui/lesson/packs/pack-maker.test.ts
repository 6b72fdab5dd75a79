import { expect, test } from 'vitest';
import { complain } from '../../../words/complaint';
import { PACK_LIMITS } from '../../../lessons/packs/limits';
import type { PackJob, PackNews } from '../../../lessons/packs/messages';
import { VirtualClock } from '../../../shared/virtual-clock';
import { PackMaker, type PackWorker } from './pack-maker';

class FakeWorker implements PackWorker {
  onmessage: PackWorker['onmessage'] = null;
  onerror: PackWorker['onerror'] = null;
  job: PackJob | null = null;
  ended = false;

  postMessage(job: PackJob): void {
    this.job = job;
  }

  terminate(): void {
    this.ended = true;
  }

  say(data: PackNews): void {
    this.onmessage?.({ data } as MessageEvent<PackNews>);
  }
}

function start() {
  const worker = new FakeWorker();
  const clock = new VirtualClock();
  const making = new PackMaker(() => worker, clock).make({ kind: 'files', name: 'a', files: new Map() });
  const outcome = making.then(
    () => 'made',
    (error: unknown) => String(error),
  );
  return { worker, clock, outcome };
}

test('a worker that says nothing for too long is ended, whatever keeps it', async () => {
  const { worker, clock, outcome } = start();
  clock.advance(PACK_LIMITS.silence - 1);
  worker.say({ kind: 'working' });
  clock.advance(PACK_LIMITS.silence - 1);
  expect(worker.ended).toBe(false);
  clock.advance(1);
  expect(worker.ended).toBe(true);
  expect(await outcome).toMatch(/PackError: a: takes longer than 10 seconds/);
});

test('what was made, what is wrong, and a worker that cannot be loaded, each end it', async () => {
  const made = start();
  made.worker.say({ kind: 'made', pack: { lessons: [], remarks: [] }, files: new Map() });
  expect([await made.outcome, made.worker.ended]).toEqual(['made', true]);
  const refused = start();
  refused.worker.say({ kind: 'refused', problems: [{ file: 'b', line: 3, what: complain('notUtf8') }] });
  expect([await refused.outcome, refused.worker.ended]).toEqual([
    'PackError: b:3: is not UTF-8. Save it in this encoding.',
    true,
  ]);
  const missing = start();
  missing.worker.onerror?.({ preventDefault: () => undefined } as ErrorEvent);
  expect(await missing.outcome).toMatch(/could not be loaded/);
});
