/** What the build makes of the npm package (tools/interpreter). */

declare module 'virtual:interpreter/loader' {
  interface MicroPythonInstance {
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
