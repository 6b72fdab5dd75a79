import { complain } from '../../words/complaint';
import { PACK_LIMITS } from './limits';
import { refuse } from './pack-error';

/** A picture of a pack, with the type that its bytes have, whatever its name says. */
export interface Picture {
  readonly path: string;
  readonly type: PictureType;
  readonly bytes: Uint8Array;
}

export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

/** No SVG: it is a document, with scripts and with addresses of its own. */
const BY_NAME: Readonly<Record<string, PictureType>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

export const pictureType = (path: string): PictureType | null =>
  BY_NAME[/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''] ?? null;

/** @throws {PackError} where it is none, is not what its name says, or is too large */
export function readPicture(path: string, bytes: Uint8Array): Picture {
  const type = pictureType(path);
  if (type === null) return refuse(path, complain('notPicture'));
  if (bytes.length > PACK_LIMITS.picture) refuse(path, complain('pictureTooLarge', PACK_LIMITS.picture));
  const size = SIZES[type](bytes);
  if (size === null) return refuse(path, complain('otherPicture'));
  const [width, height] = size;
  if (width * height > PACK_LIMITS.pixels)
    refuse(path, complain('tooManyPixels', width, height, PACK_LIMITS.pixels / 1e6));
  return { path, type, bytes };
}

type Size = readonly [width: number, height: number];

/** Width and height as each format's header says; null where the bytes do not begin as it does. */
const SIZES: Readonly<Record<PictureType, (bytes: Uint8Array) => Size | null>> = {
  // PNG (third edition) 5.2, 11.2.2: signature, then IHDR.
  'image/png': (bytes) =>
    begins(bytes, 0, '\x89PNG\r\n\x1a\n') && begins(bytes, 12, 'IHDR')
      ? positive(view(bytes, 16, 8), (data) => [data.getUint32(0), data.getUint32(4)])
      : null,
  // GIF89a 17, 18: the logical screen.
  'image/gif': (bytes) =>
    begins(bytes, 0, 'GIF87a') || begins(bytes, 0, 'GIF89a')
      ? positive(view(bytes, 6, 4), (data) => [data.getUint16(0, true), data.getUint16(2, true)])
      : null,
  'image/webp': webpSize,
  'image/jpeg': jpegSize,
};

/** RFC 9649: the first chunk says what there is: 2.7 extended, 2.5 lossy (RFC 6386, 9.1), 2.6 lossless. */
function webpSize(bytes: Uint8Array): Size | null {
  if (!begins(bytes, 0, 'RIFF') || !begins(bytes, 8, 'WEBP')) return null;
  const data = view(bytes, 20, 10);
  if (begins(bytes, 12, 'VP8X')) return positive(data, (at) => [1 + u24(at, 4), 1 + u24(at, 7)]);
  if (begins(bytes, 12, 'VP8L'))
    return positive(data, (at) => {
      const bits = at.getUint32(1, true);
      return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
    });
  if (begins(bytes, 12, 'VP8 '))
    return positive(data, (at) => [at.getUint16(6, true) & 0x3fff, at.getUint16(8, true) & 0x3fff]);
  return null;
}

/** ITU-T T.81, B.1.1.3: segments up to a start of frame, which has the size. */
function jpegSize(bytes: Uint8Array): Size | null {
  if (!begins(bytes, 0, '\xff\xd8')) return null;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return positive(view(bytes, at + 5, 4), (data) => [data.getUint16(2), data.getUint16(0)]);
    // Fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + (view(bytes, at + 2, 2)?.getUint16(0) ?? 0);
  }
  return null;
}

function positive(data: DataView | null, read: (data: DataView) => Size): Size | null {
  const size = data && read(data);
  return size && size[0] > 0 && size[1] > 0 ? size : null;
}

const u24 = (data: DataView, at: number): number => data.getUint16(at, true) | (data.getUint8(at + 2) << 16);

/** Null where there is not as much. */
const view = (bytes: Uint8Array, at: number, length: number): DataView | null =>
  at + length <= bytes.length ? new DataView(bytes.buffer, bytes.byteOffset + at, length) : null;

const begins = (bytes: Uint8Array, at: number, sign: string): boolean =>
  at + sign.length <= bytes.length &&
  Array.from(sign).every((char, index) => bytes[at + index] === char.charCodeAt(0));
