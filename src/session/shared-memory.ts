/** WebAssembly's memory is counted in pages of this size. */
const PAGE = 65_536;

/**
 * Memory that threads share. WebKit hides the name `SharedArrayBuffer` even from some isolated pages, but not what it
 * names (reference/network.md §4.6).
 */
export function sharedMemory(bytes: number): SharedArrayBuffer {
  if ('SharedArrayBuffer' in globalThis) return new SharedArrayBuffer(bytes);
  const pages = Math.ceil(bytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  // The type speaks of memory that is not shared.
  return memory.buffer as unknown as SharedArrayBuffer;
}

/**
 * Whether it really can be handed to another thread: WebKitGTK 2.50 has this switched off, isolated or not, but for the
 * environment variable `JSC_useSharedArrayBuffer=1`. Safari has it on.
 */
export function canShareMemory(): boolean {
  const { port1, port2 } = new MessageChannel();
  try {
    port1.postMessage(sharedMemory(PAGE));
    return true;
  } catch {
    return false;
  } finally {
    port1.close();
    port2.close();
  }
}
