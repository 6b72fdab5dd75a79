import type { NoCarrier } from '../../session/carrier-choice';
import { NO_BOARD } from './no-board-words';

/** In place of the tools, where this browser cannot run the board at this address: what stands in the way. */
export function NoBoard({ why, here }: { why: NoCarrier; here: URL }) {
  const { title, text, learner, link } = NO_BOARD[why];
  const better = link?.(here);
  return (
    <section className="no-board" aria-label="Why the board cannot start">
      <h2>The board cannot start: {title}</h2>
      <p>{text}</p>
      <p>
        {learner}{' '}
        {better ? (
          <a href={better.href} target="_blank" rel="noreferrer">
            {better.words}
          </a>
        ) : null}
      </p>
      <p>
        What works all the same: the lesson beside this can be read, and its programs can be copied. They
        cannot be run here.
      </p>
      <h3>If you look after this site</h3>
      <p>Serve it over https:// and send these headers with every file; then it runs in every browser:</p>
      <pre tabIndex={0}>
        {'Cross-Origin-Opener-Policy: same-origin\nCross-Origin-Embedder-Policy: require-corp'}
      </pre>
      <p>
        To show it inside a page of yours, isolate that page the same way and write{' '}
        <code>allow=&quot;cross-origin-isolated&quot;</code> in the <code>iframe</code>.
      </p>
    </section>
  );
}
