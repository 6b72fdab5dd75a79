import type { Inflate } from '../lessons/packs/zip';

/** By the browser's own zlib, piece by piece, and no further than what is said to come. */
export const inflate: Inflate = async (packed, size) => {
  const unpacked = new Uint8Array(size);
  const reader = new Blob([packed.slice()])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  let at = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (at + part.value.length > size) return null;
      unpacked.set(part.value, at);
      at += part.value.length;
    }
    return at === size ? unpacked : null;
  } catch {
    // Not DEFLATE, or something behind it.
    return null;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
};
