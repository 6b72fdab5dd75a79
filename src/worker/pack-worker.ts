import type { PackJob, PackNews } from '../lessons/packs/messages';
import { makePack } from './pack-main';

/**
 * Reads and compiles lessons that somebody brought, away from the page: it is ended when it takes too long. It alone
 * may ask other hosts (tools/hosting.mjs), and does nothing else.
 */
const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data }: MessageEvent<PackJob>) => {
  void makePack(data, {
    fetch: (address, options) => fetch(address, options),
    tell: (news: PackNews) => scope.postMessage(news),
  });
};
