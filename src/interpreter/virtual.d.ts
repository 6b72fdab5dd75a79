/** What the build makes of the npm package (tools/interpreter). */

declare module 'virtual:interpreter/loader' {
  interface EmscriptenFs {
    mkdir(path: string): void;
    readdir(path: string): string[];
    readFile(path: string): Uint8Array;
    writeFile(path: string, contents: Uint8Array | string): void;
    unlink(path: string): void;
    rmdir(path: string): void;
    rename(from: string, to: string): void;
    close(stream: EmscriptenStream): void;
    stat(path: string): { readonly mode: number; readonly size: number };
    isDir(mode: number): boolean;
    analyzePath(path: string): { readonly exists: boolean };
  }

  interface EmscriptenStream {
    readonly path: string;
    readonly flags: number;
  }

  interface MicroPythonInstance {
    readonly FS: EmscriptenFs;
    registerJsModule(name: string, module: object): void;
    runPython(code: string): unknown;
  }

  interface LoadOptions {
    /** Words of the stack of Python functions. */
    readonly pystack: number;
    /** Bytes of the board's heap at start. */
    readonly heapsize: number;
    readonly linebuffer: boolean;
    readonly module: {
      instantiateWasm(
        imports: WebAssembly.Imports,
        done: (instance: WebAssembly.Instance) => void,
      ): Record<string, never>;
    };
  }

  export function loadMicroPython(options: LoadOptions): Promise<MicroPythonInstance>;
}

declare module 'virtual:interpreter/wasm-url' {
  const url: string;
  export default url;
}
