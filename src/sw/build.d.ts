/** What the service worker knows of the build it belongs to; written into it by tools/service-worker-plugin.ts. */
declare const __PINWIRE_SITE__: {
  /** Changes with anything in the build. */
  readonly build: string;
  /** What a page needs comes first. */
  readonly files: readonly {
    /** From the folder of the page on. */
    readonly path: string;
    readonly bytes: number;
    /** SHA-256, in Base64. */
    readonly hash: string;
  }[];
};
