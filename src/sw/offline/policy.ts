/** Headers that say what a page may do. They are the host's; a change of them is no new build. */
const POLICY = [
  'Content-Security-Policy',
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Opener-Policy',
  'Cross-Origin-Resource-Policy',
  'Permissions-Policy',
  'Referrer-Policy',
] as const;

/**
 * As a host sends them that sends headers (tools/hosting.mjs). `require-corp` and nothing else: Safari does not know
 * `credentialless`, and all files are the site's own.
 */
export const ISOLATION = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'cross-origin',
} as const;

/**
 * For the frame with the board's pages, which is to be sandboxed even where the pane cannot say so, because browsers
 * would not ask the service worker then; and shown in an isolated page.
 */
export const FRAME = {
  ...ISOLATION,
  'Content-Security-Policy': 'sandbox allow-scripts allow-forms',
} as const;

/** Pages, and workers, which browsers refuse to an isolated page without a header of their own. */
const ISOLATED: readonly RequestDestination[] = ['document', 'iframe', 'frame', 'worker', 'sharedworker'];

export const hasPolicy = ({ destination, mode }: Request): boolean =>
  mode === 'navigate' || ISOLATED.includes(destination);

export function samePolicy(one: Response, other: Response): boolean {
  return POLICY.every((name) => one.headers.get(name) === other.headers.get(name));
}

export const isolated = (response: Response): Response => withHeaders(response, ISOLATION);

/** The response with these headers instead of its own. */
export function withHeaders(response: Response, wanted: Readonly<Record<string, string>>): Response {
  // A redirection that the browser follows, and an error, have no headers to be read or set.
  if (response.status === 0) return response;
  if (Object.entries(wanted).every(([name, value]) => response.headers.get(name) === value)) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(wanted)) headers.set(name, value);
  const { status, statusText } = response;
  const body = [204, 205, 304].includes(status) ? null : response.body;
  return new Response(body, { status, statusText, headers });
}
