/** In place of the tools, where the browser gives no shared memory. The lesson beside it stays readable. */
export function NotIsolated() {
  return (
    <section className="not-isolated" aria-label="Why the board cannot start">
      <h2>The board cannot start: this page is not cross-origin isolated</h2>
      <p>
        The simulated chip needs shared memory (SharedArrayBuffer), and browsers give it only to pages that
        are served over HTTPS, or from this computer, with two headers. This copy of Pinwire comes without
        them. You can read the lesson; its programs cannot run.
      </p>
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
