/**
 * A lesson of a pack is called `<id of the pack>--<its own name>`: lessons of the site have single hyphens only, so
 * neither its address nor its progress can be another one's.
 */
export const packSlug = (id: string, slug: string): string => `${id}--${slug}`;

/** What it is called in its pack. */
export const ownName = (slug: string): string => FORM.exec(slug)?.[2] ?? slug;

const FORM = /^([a-z0-9]{1,16})--(.+)$/;

/** Null for a lesson of the site. */
export function packOf(slug: string): string | null {
  return FORM.exec(slug)?.[1] ?? null;
}
