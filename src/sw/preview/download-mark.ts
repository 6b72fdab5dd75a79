/**
 * Chromium does not let a service worker answer what a link with `download` leads to: it would be asked of the site's
 * host. So such links become others, whose address says that the answer is to be stored.
 */
const MARK = 'pinwire-download';
const MARKED = new RegExp(`[?&]${MARK}=([^&]*)`);

/** @param name for the file; '' for the one in the address */
export function markDownload(address: string, name: string): string {
  const [path = '', ...fragment] = address.split('#');
  const marked = `${path}${path.includes('?') ? '&' : '?'}${MARK}=${encodeURIComponent(name)}`;
  return [marked, ...fragment].join('#');
}

/** What the board is asked for, and the name under which the answer is to be stored; null where it is to be shown. */
export function readDownload(target: string): { readonly target: string; readonly name: string | null } {
  const found = MARKED.exec(target);
  if (found === null) return { target, name: null };
  const rest =
    target.slice(0, found.index) +
    target.slice(found.index + found[0].length).replace(/^&/, found[0].charAt(0));
  return { target: rest, name: found[1] ?? '' };
}
