import type { NotIsolated as WhyNotIsolated } from '../../session/site-worker/isolate';

/** Why a service worker of ours, which could add the headers, did not. */
const WHY: Record<WhyNotIsolated, string> = {
  insecure: 'The page could help itself if it came over HTTPS.',
  unsupported:
    'The page could help itself with a service worker, but this browser has none here: a private window, or a setting that blocks cookies and site data, takes them away.',
  refused:
    'The page tried to help itself with a service worker, but it was refused: allow this site to keep cookies and site data, or ask whether its file sw.js is there.',
  framed: 'In a tab of its own the page can help itself.',
  'no-storage':
    'The page could help itself by one reload, but the browser lets it keep nothing: allow this site to keep cookies and site data.',
  silent: 'The page tried to help itself with a service worker, but that did not start. Reload the page.',
  'in-vain':
    'The page tried to help itself with a service worker, but it is still not isolated. Reload the page; if that does not help, this browser cannot run the board here.',
};

/** In place of the tools, where the browser gives no shared memory. The lesson beside it stays readable. */
export function NotIsolated({ why }: { why: WhyNotIsolated | null }) {
  return (
    <section className="not-isolated" aria-label="Why the board cannot start">
      <h2>The board cannot start: this page is not cross-origin isolated</h2>
      <p>
        The simulated chip needs shared memory (SharedArrayBuffer), and browsers give it only to pages that
        are served over HTTPS, or from this computer, with two headers. This copy of Pinwire comes without
        them. You can read the lesson; its programs cannot run.
      </p>
      {why === null ? null : <p>{WHY[why]}</p>}
      <h3>If you look after this site</h3>
      <p>Send these headers with every file:</p>
      <pre tabIndex={0}>
        {'Cross-Origin-Opener-Policy: same-origin\nCross-Origin-Embedder-Policy: require-corp'}
      </pre>
      <h3>If you only want to learn</h3>
      <p>
        Tell whoever gave you this address, or run Pinwire yourself: <code>npm start</code> serves it as it
        has to be. If the page is shown inside another one, open it in a tab of its own.
      </p>
    </section>
  );
}
