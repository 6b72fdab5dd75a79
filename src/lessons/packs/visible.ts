/**
 * Characters that change how others look without being seen: bidirectional controls (Unicode TR 9, section 2), with
 * which a text reads otherwise than it is; tags and annotations; control characters, of which DEL has its use in what
 * is typed, and tab and line ends are text.
 */
const UNSEEN =
  /[\u0000-\u0008\u000b\u000e-\u001f\u0080-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** The text with such characters as what they are: `⟨U+202E⟩`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/** The same in all texts of plain data. */
export function allVisible<T>(data: T): T {
  return shownData(data) as T;
}

function shownData(data: unknown): unknown {
  if (typeof data === 'string') return visible(data);
  if (Array.isArray(data)) return data.map(shownData);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [visible(key), shownData(value)]));
}
