import { DUPLEX_VERSION, Extension, TLS_VERSION, type WispExtension } from './packets';

/** What the DUPLEX extension of one side says: how many bytes it takes on a new stream before it grants more. */
export interface Duplex {
  readonly window: number;
}

export function duplexExtension(window: number): WispExtension {
  const data = new Uint8Array(5);
  const view = new DataView(data.buffer);
  view.setUint8(0, DUPLEX_VERSION);
  view.setUint32(1, window, true);
  return { id: Extension.duplex, data };
}

/** Undefined when the other side has not our extension, or another version of it: then there is plain Wisp. */
export function duplexOf(extensions: readonly WispExtension[]): Duplex | undefined {
  const data = extensions.find(({ id }) => id === Extension.duplex)?.data;
  if (data?.length !== 5 || data[0] !== DUPLEX_VERSION) return undefined;
  return { window: new DataView(data.buffer, data.byteOffset, 5).getUint32(1, true) };
}

/** It begins TLS when it is asked to, or asks for it. */
export const tlsExtension: WispExtension = { id: Extension.tls, data: Uint8Array.of(TLS_VERSION) };

export const speaksTls = (extensions: readonly WispExtension[]): boolean =>
  extensions.find(({ id }) => id === Extension.tls)?.data[0] === TLS_VERSION;

export const has = (extensions: readonly WispExtension[], wanted: number): boolean =>
  extensions.some(({ id }) => id === wanted);
