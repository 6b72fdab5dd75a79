/** A build of the page, as its service worker knows it; written into it by tools/site-build.ts. */
export interface SiteBuild {
  /** Changes with anything in the build. */
  readonly build: string;
  /** What a page needs comes first. */
  readonly files: readonly SiteFile[];
}

export interface SiteFile {
  /** From the folder of the page on. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, in Base64. */
  readonly hash: string;
}

export const PAGE = 'index.html';
