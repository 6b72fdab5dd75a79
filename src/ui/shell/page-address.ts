import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import type { Said } from '../common/said';
import { PANES, type PaneName } from './pane-names';

/** What the page's own address asks for (docs/hosting.md). */
export interface PageAddress {
  /** `?lesson=network-tcp` */
  readonly lesson: string | null;
  /** `?lessons=https://…`: lessons that are not the site's, from there. */
  readonly packs: string | null;
  /** `?embed`: the page is a part of another one. With `?embed=terminal,board` it has these panes only. */
  readonly embed: { readonly panes: readonly PaneName[] } | null;
  /** What it asks for and is not there: sentences for whoever wrote it. */
  readonly problems: readonly Said[];
}

/** As `?embed=` has them, whatever language the page speaks. */
const ADDRESS_NAMES = PANES.map((pane) => pane.toLowerCase());

export function readPageAddress(search: string, lessons: readonly string[]): PageAddress {
  const query = new URLSearchParams(search);
  const problems: Said[] = [];
  const asked = query.get('lesson');
  if (asked !== null && !lessons.includes(asked)) problems.push(() => wordsOf(page).noLesson(asked));
  const lesson = asked !== null && lessons.includes(asked) ? asked : null;
  const packs = query.get('lessons');
  const embed = query.get('embed');
  if (embed === null) return { lesson, packs, embed: null, problems };
  const panes = new Set<PaneName>();
  for (const word of embed.split(',').filter((each) => each.trim() !== '')) {
    const name = PANES.find((pane) => pane.toLowerCase() === word.trim().toLowerCase());
    if (name) panes.add(name);
    else problems.push(() => wordsOf(page).noPane(word, ADDRESS_NAMES));
  }
  return { lesson, packs, embed: { panes: [...panes] }, problems };
}

/** The address of the whole page, for one that is a part of another. */
export function wholePage(href: string): string {
  const url = new URL(href);
  url.searchParams.delete('embed');
  return url.href;
}
