/** WebAssembly's memory is counted in pages of this size. */
const PAGE = 65_536;

/**
 * Memory that threads share. WebKitGTK hides the name `SharedArrayBuffer` even from isolated pages, but not what it
 * names (reference/network.md §4.6).
 */
export function sharedMemory(bytes: number): SharedArrayBuffer {
  if ('SharedArrayBuffer' in globalThis) return new SharedArrayBuffer(bytes);
  const pages = Math.ceil(bytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  // The type speaks of memory that is not shared.
  return memory.buffer as unknown as SharedArrayBuffer;
}
