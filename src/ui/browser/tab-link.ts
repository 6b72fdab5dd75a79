import { LAN } from '../../protocol/air';
import type { DeviceTabs } from '../../session/site-worker/device-tabs';
import type { NoServiceWorker, SiteWorkerState } from '../../session/site-worker/site-worker-state';
import { requestTarget } from './address';

/** Where a tab finds what the pane shows, or why it cannot. */
export type TabLink = { readonly href: string } | { readonly why: string };

const NONE: Record<NoServiceWorker, string> = {
  insecure:
    'Other tabs can show the board’s pages only where Pinwire itself came over HTTPS or from this computer.',
  unsupported:
    'Other tabs can show the board’s pages only in browsers with service workers. This one has none here.',
  refused:
    'Other tabs cannot show the board’s pages: the browser or the host refused Pinwire’s service worker.',
};
const EMBEDDED =
  'Other tabs cannot show the board’s pages while Pinwire is part of another site’s page. Open Pinwire in a tab of its own.';
const STARTING = 'Other tabs can show the board’s pages in a moment.';
const NOT_THE_BOARD = `Other tabs show pages of the board only: http://${LAN.board}/`;

export function tabLink(
  url: string,
  tabs: Pick<DeviceTabs, 'prefix' | 'embedded'>,
  { copy }: SiteWorkerState,
): TabLink {
  const { ip, port, path } = requestTarget(url);
  if (ip !== LAN.board) return { why: NOT_THE_BOARD };
  if (tabs.embedded) return { why: EMBEDDED };
  const prefix = tabs.prefix(port);
  if (prefix !== null) return { href: prefix + path };
  return { why: copy.kind === 'none' ? NONE[copy.why] : STARTING };
}
