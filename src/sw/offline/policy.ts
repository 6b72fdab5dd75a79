/** Headers that say what a page may do. They are the host's; a change of them is no new build. */
const POLICY = [
  'Content-Security-Policy',
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Opener-Policy',
  'Cross-Origin-Resource-Policy',
  'Permissions-Policy',
  'Referrer-Policy',
] as const;

/** `require-corp` and nothing else: Safari does not know `credentialless`, and all files are the site's own. */
const ISOLATION = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** Pages, and workers, which browsers refuse to an isolated page without a header of their own. */
const ISOLATED: readonly RequestDestination[] = ['document', 'iframe', 'frame', 'worker', 'sharedworker'];

export const hasPolicy = ({ destination, mode }: Request): boolean =>
  mode === 'navigate' || ISOLATED.includes(destination);

export function samePolicy(one: Response, other: Response): boolean {
  return POLICY.every((name) => one.headers.get(name) === other.headers.get(name));
}

/** The response with the headers that make a page cross-origin isolated. */
export function isolated(response: Response): Response {
  // A redirection that the browser follows, and an error, have no headers to be read or set.
  if (response.status === 0) return response;
  if (Object.entries(ISOLATION).every(([name, value]) => response.headers.get(name) === value))
    return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  const { status, statusText } = response;
  const body = [204, 205, 304].includes(status) ? null : response.body;
  return new Response(body, { status, statusText, headers });
}
