import type { ConnectionEntry } from '../../protocol/network-log';
import { goesOn, type Conversation } from './traffic';

/** Height of the lane and the place of its middle, in the drawing's own units; it is 100 of them wide. */
const HEIGHT = 18;
const MIDDLE = HEIGHT / 2;
const MOST_TICKS = 120;

/** A connection in one line: bytes of the board above it, those of the far end below, and how it ended. */
export function Lane({ conversation }: { conversation: Conversation }) {
  const { startedAt, lastAt, entries, ends, state } = conversation;
  const span = Math.max(lastAt - startedAt, 0.001);
  const place = (at: number): number => 1 + (98 * (at - startedAt)) / span;
  return (
    <svg
      className="lane"
      viewBox={`0 0 100 ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-goes-on={goesOn(state)}
    >
      <path className="lane-line" d={`M0 ${MIDDLE}H100`} />
      <path className="lane-data" d={ticksOf(entries, place)} />
      {ends.map(({ by, how, at }) => (
        <path
          key={`${how} ${by}`}
          className={`lane-end ${how}`}
          d={`M${place(at).toFixed(2)} ${how === 'reset' ? 1 : by === 'board' ? 2 : MIDDLE}V${
            how === 'reset' ? HEIGHT - 1 : by === 'board' ? MIDDLE : HEIGHT - 2
          }`}
        />
      ))}
    </svg>
  );
}

/** One tick for each piece of data, the higher the more bytes; many pieces give way to every n-th. */
function ticksOf(entries: readonly ConnectionEntry[], place: (at: number) => number): string {
  const step = Math.max(1, Math.ceil(entries.length / MOST_TICKS));
  let path = '';
  for (let index = 0; index < entries.length; index += step) {
    const entry = entries[index];
    if (entry?.kind !== 'data') continue;
    const height = 2 + Math.min(6, Math.log2(entry.bytes.length + 1) / 2);
    const up = entry.by === 'board';
    path += `M${place(entry.at).toFixed(2)} ${up ? MIDDLE - 1 : MIDDLE + 1}v${(up ? -height : height).toFixed(1)}`;
  }
  return path;
}
