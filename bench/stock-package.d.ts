/** The npm package as it is; it brings no types of its own. */
declare module '@micropython/micropython-webassembly-pyscript/micropython.mjs' {
  export function loadMicroPython(options: { readonly stdout: (line: string) => void }): Promise<{
    readonly FS: { writeFile(path: string, contents: string): void };
    runPython(code: string): unknown;
  }>;
}
