/**
 * Where the page is to be had, and by whom.
 *
 * @param host what is listened on
 * @param lan addresses of this machine that others know it by
 */
export function addressLines(host: string, port: number, hasTls: boolean, lan: readonly string[]): string[] {
  const scheme = hasTls ? 'https' : 'http';
  const url = (name: string): string => `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}/`;
  const isLocal = host === 'localhost' || host === '::1' || host.startsWith('127.');
  if (isLocal)
    return [`Pinwire runs at  ${url(host)}`, 'Other machines cannot reach it; --host 0.0.0.0 lets them.'];
  const names = host === '0.0.0.0' || host === '::' ? ['127.0.0.1', ...lan] : [host];
  const lines = names.map((name) => `Pinwire runs at  ${url(name)}`);
  if (hasTls) return lines;
  // What is withheld is shared memory; the second road of docs/architecture.md needs none.
  return [
    ...lines,
    'On other machines, plain http will do for Chrome and Edge from 137 on and for Firefox from 153 on. In Safari and',
    'older ones the board does not run, and in none are there the page without its host and the board’s pages in tabs:',
    'for these give a certificate (--cert and --key).',
  ];
}
