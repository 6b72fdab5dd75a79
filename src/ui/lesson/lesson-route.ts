/** A lesson, and perhaps a step or a section of it, in the page's address: `#/lesson/network-tcp/watch-the-film`. */
export interface LessonRoute {
  readonly slug: string;
  /** The id of a step or of a section. */
  readonly step: string | null;
}

/** A lesson that somebody brought has the name of its pack in front: see `packs/pack-names.ts`. */
const ROUTE = /^#\/lesson\/([a-z0-9-]{1,80})(?:\/([\p{L}\p{N}-]{1,80}))?\/?$/u;

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** Behind `#`, so that the page works in any folder of any host. Null for everything else that stands there. */
export function readRoute(hash: string): LessonRoute | null {
  const [, slug, step = null] = ROUTE.exec(decoded(hash)) ?? [];
  return slug === undefined ? null : { slug, step };
}

export function routeHash({ slug, step }: LessonRoute): string {
  return `#/lesson/${slug}${step === null ? '' : `/${step}`}`;
}

/** The id of a step's element. */
export const stepElement = (step: string): string => `step-${step}`;
