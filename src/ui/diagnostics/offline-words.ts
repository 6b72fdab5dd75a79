import type { NotStored } from '../../protocol/service-worker';
import type { NoServiceWorker, SiteWorkerState } from '../../session/site-worker/site-worker-state';

const NONE: Record<NoServiceWorker, string> = {
  insecure: 'neither HTTPS nor this computer',
  unsupported: 'the browser has no service workers here',
  refused: 'the browser or the host refuses the service worker',
};

const NOT_STORED: Record<NotStored, string> = {
  full: 'the browser gives no more room',
  unreachable: 'a file cannot be fetched',
  altered: 'the host sends another file than was built',
  refused: 'the browser refuses to store',
  development: 'the development server',
};

/** Whether the page works without a network, for a report. */
export function offlineWords({ copy, update }: SiteWorkerState): string {
  return `${copyWords(copy)}${update ? '; a newer version is ready' : ''}`;
}

function copyWords(copy: SiteWorkerState['copy']): string {
  switch (copy.kind) {
    case 'none':
      return `none: ${NONE[copy.why]}`;
    case 'not-begun':
      return 'not stored yet';
    case 'storing':
      return `storing, ${megabytes(copy.bytes)} of ${megabytes(copy.of)} MB`;
    case 'stored':
      return `stored, ${megabytes(copy.bytes)} MB`;
    case 'not-stored':
      return `not stored: ${NOT_STORED[copy.why]}${copy.file === '' ? '' : ` (${copy.file})`}`;
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
