import type { NoCarrier } from '../../session/carrier-choice';
import { noBoard } from '../../words/en/no-board';
import { wordsOf } from '../../words/spoken';
import { Marked } from '../common/marked';
import { betterAddress } from './better-address';

const HEADERS = 'Cross-Origin-Opener-Policy: same-origin\nCross-Origin-Embedder-Policy: require-corp';

/** In place of the tools, where this browser cannot run the board at this address: what stands in the way. */
export function NoBoard({ why, here }: { why: NoCarrier; here: URL }) {
  const words = wordsOf(noBoard);
  const { title, text, learner } = words.reasons[why];
  const better = betterAddress(why, here);
  return (
    <section className="no-board" aria-label={words.label}>
      <h2>{words.title(title)}</h2>
      <p>{text}</p>
      <p>
        {learner}{' '}
        {better ? (
          <a href={better.href} target="_blank" rel="noreferrer">
            {words.links[better.link]}
          </a>
        ) : null}
      </p>
      <p>{words.works}</p>
      <h3>{words.forHosts}</h3>
      <p>{words.headers}</p>
      <pre tabIndex={0}>{HEADERS}</pre>
      <p>
        <Marked text={words.frames} />
      </p>
    </section>
  );
}
