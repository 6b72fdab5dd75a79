/** Imports that the build resolves (Vite's `?raw` and `?url`, style sheets, fonts). */

declare module '*?raw' {
  const text: string;
  export default text;
}

declare module '*?url' {
  const url: string;
  export default url;
}

declare module '*?url&no-inline' {
  const url: string;
  export default url;
}

/** What the build knows of itself (vite.config.ts). */
declare const __PINWIRE_RELEASE__: {
  readonly version: string;
  readonly commit: string;
  readonly micropython: string;
};

declare module '*.css';
declare module '@fontsource-variable/*';
