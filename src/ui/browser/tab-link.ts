import { LAN } from '../../protocol/air';
import type { DeviceTabs } from '../../session/site-worker/device-tabs';
import type { SiteWorkerState } from '../../session/site-worker/site-worker-state';
import { browser } from '../../words/en/browser';
import { wordsOf } from '../../words/spoken';
import type { Said } from '../common/said';
import { requestTarget } from './address';

/** Where a tab finds what the pane shows, or why it cannot. */
export type TabLink = { readonly href: string } | { readonly why: Said };

export function tabLink(
  url: string,
  tabs: Pick<DeviceTabs, 'prefix' | 'embedded'>,
  { copy }: SiteWorkerState,
): TabLink {
  const { ip, port, path } = requestTarget(url);
  if (ip !== LAN.board) return { why: () => wordsOf(browser).boardAlone(LAN.board) };
  if (tabs.embedded) return { why: () => wordsOf(browser).embedded };
  const prefix = tabs.prefix(port);
  if (prefix !== null) return { href: prefix + path };
  return {
    why: () => (copy.kind === 'none' ? wordsOf(browser).noTabs[copy.why] : wordsOf(browser).tabsStart),
  };
}
