/** Bytes as characters of the same number, and back: HTML is rewritten without knowing more of its encoding. */
export function toText(bytes: Uint8Array): string {
  let text = '';
  // Some engines take no more arguments than this at once.
  for (let at = 0; at < bytes.length; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
