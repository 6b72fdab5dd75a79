/**
 * Addresses of the board's web server in a real browser tab: `<base>device/<tab>/…` for port 80 of the board that the
 * tab of that id owns, `<base>device/<tab>:8080/…` for another port. The id is the one that the service worker knows
 * the tab by, so that it needs no memory and no tab can answer for another.
 */
export interface DevicePlace {
  /** Of the tab that owns the board. */
  readonly tab: string;
  readonly port: number;
}

const FOLDER = 'device/';
const PLACE = /^([^/?#:]+)(?::(\d{1,5}))?(\/.*)?$/;

/** @param base the path of Pinwire's folder, ending with `/` */
export function devicePrefix(base: string, { tab, port }: DevicePlace): string {
  return `${base}${FOLDER}${encodeURIComponent(tab)}${port === 80 ? '' : `:${port}`}`;
}

/**
 * What a path below Pinwire's folder asks of which board; null for any other path. A path without its last slash
 * (`device/<tab>`) has the target ''.
 */
export function readDevicePath(base: string, path: string): (DevicePlace & { target: string }) | null {
  if (!path.startsWith(base + FOLDER)) return null;
  const [, tab, port = '80', target = ''] = PLACE.exec(path.slice(base.length + FOLDER.length)) ?? [];
  if (tab === undefined || Number(port) < 1 || Number(port) > 65_535) return null;
  try {
    return { tab: decodeURIComponent(tab), port: Number(port), target };
  } catch {
    // A percent sign that encodes nothing: no tab has such an id.
    return null;
  }
}
