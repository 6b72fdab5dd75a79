/**
 * What the chip has frozen in Python and this board is given when a program imports it first: sources by file name
 * (`umqtt/simple.py`). Fetched after the prompt, so that a first visit does not wait for it.
 */
export type Libraries = Readonly<Record<string, string>>;

/** @param libraries null: they could not be loaded */
export function encodeLibraries(libraries: Libraries | null): Uint8Array {
  return libraries ? new TextEncoder().encode(JSON.stringify(libraries)) : new Uint8Array(0);
}

export function decodeLibraries(bytes: Uint8Array): Libraries | null {
  return bytes.length === 0 ? null : (JSON.parse(new TextDecoder().decode(bytes)) as Libraries);
}
