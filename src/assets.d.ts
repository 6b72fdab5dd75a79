/** Imports that the build resolves (Vite's `?raw` and `?url`, style sheets, fonts). */

declare module '*?raw' {
  const text: string;
  export default text;
}

declare module '*?url' {
  const url: string;
  export default url;
}

declare module '*.css';
declare module '@fontsource-variable/*';
