const decoder = new TextDecoder('utf-8', { fatal: true });

/** Whether the editor can show a file and give back the same bytes. */
export function isText(bytes: Uint8Array | null): boolean {
  if (!bytes || bytes.includes(0)) return false;
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
