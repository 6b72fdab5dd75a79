import { complain } from '../words/complaint';
import { addressName } from '../lessons/packs/address';
import { compilePack } from '../lessons/packs/compile-pack';
import { gatherFolder } from '../lessons/packs/gather';
import { isUsed, type PackFiles } from '../lessons/packs/layout';
import { PACK_LIMITS } from '../lessons/packs/limits';
import type { PackJob, PackNews } from '../lessons/packs/messages';
import { PackError, refuse } from '../lessons/packs/pack-error';
import { isLitter } from '../lessons/packs/paths';
import { isZip, readZip } from '../lessons/packs/zip';
import { inflate } from './inflate';
import { PackFetcher } from './pack-fetcher';

interface Surroundings {
  readonly fetch: (address: string, options: RequestInit) => Promise<Response>;
  readonly tell: (news: PackNews) => void;
}

/** Does one job. Never rejects: the last that it tells is what came of it. */
export async function makePack(job: PackJob, { fetch, tell }: Surroundings): Promise<void> {
  try {
    const { files, name } = await filesOf(job, fetch, () => tell({ kind: 'working' }));
    tell({ kind: 'working' });
    tell({ kind: 'made', pack: compilePack(files, name), files });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const unknown = [{ file: nameOf(job), line: null, what: complain('notRead', why) }];
    tell({ kind: 'refused', problems: error instanceof PackError ? error.problems : unknown });
  }
}

const nameOf = (job: PackJob): string => (job.kind === 'address' ? addressName(job.address) : job.name);

async function filesOf(
  job: PackJob,
  fetch: Surroundings['fetch'],
  onPart: () => void,
): Promise<{ files: PackFiles; name: string }> {
  const name = nameOf(job);
  switch (job.kind) {
    case 'files':
      return { files: job.files, name };
    case 'archive':
      return { files: await unpack(job.bytes, name), name };
    case 'address': {
      const signal = AbortSignal.timeout(PACK_LIMITS.fetching);
      const fetcher = new PackFetcher({ fetch, origin: new URL(job.page).origin, signal, onPart });
      const last = name.replace(/\/$/, '').split('/').at(-1) ?? name;
      if (job.address.endsWith('/'))
        return {
          files: await gatherFolder({
            read: (path, most) => fetcher.read(job.address + path, most),
            ...{ name, languages: job.languages },
          }),
          name: last,
        };
      const bytes = await fetcher.read(job.address, PACK_LIMITS.archive);
      if (!bytes) return refuse(name, complain('notThere'));
      return { files: await unpack(bytes, last), name: last };
    }
  }
}

async function unpack(bytes: Uint8Array, name: string): Promise<PackFiles> {
  if (bytes.length <= PACK_LIMITS.archive && !isZip(bytes)) refuse(name, complain('notZip'));
  return readZip(bytes, name, inflate, (path) => isUsed(path) && !isLitter(path));
}
