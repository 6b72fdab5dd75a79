import { termsIn } from './lessons/terms';
import type { Clock } from './shared/clock';
import { openFlashDatabase } from './session/flash/indexed-database';
import { forgetTrust } from './ui/browser/page-trust';
import type { TextStore } from './ui/common/text-store';
import { forgetPlace } from './ui/lesson/lesson-place';
import { KeptPacks } from './ui/lesson/packs/kept-packs';
import { PackLibrary } from './ui/lesson/packs/pack-library';
import { PackMaker } from './ui/lesson/packs/pack-maker';
import { Packs, type PacksParts } from './ui/lesson/packs/packs';
import { forgetProgress } from './ui/lesson/progress-store';
import { forgetFiles } from './ui/lesson/step-files';

interface Surroundings extends Pick<PacksParts, 'shelf' | 'wanted' | 'home'> {
  readonly clock: Clock;
  readonly store: TextStore;
  /** The addresses that the site names. */
  readonly named: Promise<readonly string[]>;
}

/** Beside the board's flash, and of no concern to it. */
const DATABASE = 'pinwire-lessons';

/** Whether there are packs, for a page that has not loaded anything of them yet. */
export const PACKS_KEPT = 'packs';

/** Lessons that are not the site's: from here on there are some, or can be. */
export async function startPacks({ clock, store, named, ...rest }: Surroundings): Promise<Packs> {
  const maker = new PackMaker(
    () =>
      new Worker(new URL('./worker/pack-worker.ts', import.meta.url), { type: 'module', name: 'lessons' }),
    clock,
  );
  const make: PacksParts['make'] = (job) => maker.make(job);
  const after = (delay: number, fire: () => void) => clock.after(delay, fire);
  const open = () =>
    openFlashDatabase({
      ...{ name: DATABASE, after },
      factory: () => window.indexedDB,
      onClosed: () => undefined,
    });
  const library = new PackLibrary({
    ...{ kept: new KeptPacks(open), make, termsIn },
    pictures: {
      add: (bytes, type) => URL.createObjectURL(new Blob([bytes.slice()], { type })),
      free: (url) => URL.revokeObjectURL(url),
    },
    onCount: (count) => {
      if (count > 0) store.write(PACKS_KEPT, String(count));
      else store.remove(PACKS_KEPT);
    },
  });
  const packs = new Packs({
    ...rest,
    ...{ library, make },
    page: {
      href: document.baseURI,
      secure: window.location.protocol === 'https:',
      parse: (text) => (URL.canParse(text, document.baseURI) ? new URL(text, document.baseURI) : null),
    },
    forget: ({ id, entries }) => {
      forgetTrust(store, id);
      for (const { slug } of entries) {
        forgetProgress(store, slug);
        forgetPlace(store, slug);
        forgetFiles(store, slug);
      }
    },
  });
  await packs.begin(named);
  return packs;
}
