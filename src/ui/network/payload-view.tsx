import { useMemo } from 'react';
import { network } from '../../words/en/network';
import { wordsOf } from '../../words/spoken';
import { sizeWords } from '../files/words';
import { hexRows, textOf, withoutEscapes } from './payload';

/** So much is drawn: enough to read, little enough to draw again with each new piece. */
const MOST_TEXT = 4096;
const MOST_HEX = 512;

interface PayloadViewProps {
  bytes: Uint8Array;
  /** How many bytes there were, of which these are the beginning; null where that is not known. */
  total: number | null;
  label: string;
  /** What else is to be said of them. */
  note?: string;
}

/** Bytes as text where they are text, else as a hex dump; and how many there were. */
export function PayloadView({ bytes, total, label, note = '' }: PayloadViewProps) {
  const words = wordsOf(network);
  const text = useMemo(() => textOf(bytes), [bytes]);
  const shown = Math.min(bytes.length, text === null ? MOST_HEX : MOST_TEXT);
  return (
    <figure className="payload" aria-label={label}>
      <figcaption>
        {[
          label,
          ...(total === null ? [] : [sizeWords(total)]),
          ...(note === '' ? [] : [note]),
          ...(total === null || shown < total ? [words.theFirst(sizeWords(shown))] : []),
          ...(text === null ? [words.notText] : []),
        ].join(', ')}
      </figcaption>
      {/* What scrolls must be in reach of the keyboard. */}
      <pre tabIndex={0}>
        {text === null ? <Hex bytes={bytes} /> : withoutEscapes(text.slice(0, MOST_TEXT))}
      </pre>
    </figure>
  );
}

function Hex({ bytes }: { bytes: Uint8Array }) {
  return hexRows(bytes, MOST_HEX).map(({ offset, hex, text }) => (
    <span key={offset} className="hex-row">
      <span className="hex-offset">{offset}</span> {hex.padEnd(47)} {text}
      {'\n'}
    </span>
  ));
}
