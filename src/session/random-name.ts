/** A name that nobody else uses. `crypto.randomUUID` is there in secure contexts only; this is everywhere. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
