/** What the script inside the shown page says to the pane. It runs beside the page's own code: believe nothing. */
export type FrameMessage =
  | { kind: 'hello' }
  | { kind: 'navigate'; href: string }
  | { kind: 'submit'; method: 'GET' | 'POST'; href: string; fields: readonly (readonly [string, string])[] }
  | { kind: 'fetch'; id: number; request: FrameRequest };

export interface FrameRequest {
  readonly method: string;
  readonly href: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

/** What the pane answers a `fetch` with. */
export type FrameReply =
  | {
      ok: true;
      url: string;
      status: number;
      reason: string;
      headers: readonly (readonly [string, string])[];
      body: Uint8Array;
    }
  | { ok: false; why: string };

const LONGEST_HREF = 8 * 1024;
const LARGEST_BODY = 256 * 1024;
const MOST_PAIRS = 256;

/** Null for anything that is not a message of ours for this very page. */
export function readFrameMessage(data: unknown, token: string): FrameMessage | null {
  if (!isRecord(data) || data['pinwire'] !== token) return null;
  switch (data['kind']) {
    case 'hello':
      return { kind: 'hello' };
    case 'navigate':
      return isHref(data['href']) ? { kind: 'navigate', href: data['href'] } : null;
    case 'submit':
      return readSubmit(data);
    case 'fetch':
      return readFetch(data);
    default:
      return null;
  }
}

function readSubmit(data: Record<string, unknown>): FrameMessage | null {
  const { method, href, fields } = { method: data['method'], href: data['href'], fields: data['fields'] };
  if ((method !== 'GET' && method !== 'POST') || !isHref(href) || !isPairs(fields)) return null;
  return { kind: 'submit', method, href, fields };
}

function readFetch(data: Record<string, unknown>): FrameMessage | null {
  const { id, method, href, headers, body } = {
    id: data['id'],
    method: data['method'],
    href: data['href'],
    headers: data['headers'],
    body: data['body'],
  };
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return null;
  if (typeof method !== 'string' || !/^[A-Za-z]{1,16}$/.test(method)) return null;
  if (!isHref(href) || !isPairs(headers)) return null;
  if (body !== null && (typeof body !== 'string' || body.length > LARGEST_BODY)) return null;
  return { kind: 'fetch', id, request: { method: method.toUpperCase(), href, headers, body } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isHref(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_HREF;
}

function isPairs(value: unknown): value is readonly (readonly [string, string])[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_PAIRS &&
    value.every(
      (pair: unknown) =>
        Array.isArray(pair) &&
        pair.length === 2 &&
        pair.every((part: unknown) => typeof part === 'string' && part.length <= LARGEST_BODY),
    )
  );
}
