import type { ReactNode } from 'react';

interface NamedProps {
  /** A sentence of ours, with `<whose/>` in it. */
  text: string;
  /** A name of others. */
  whose: ReactNode;
}

/** Letters that are written from right to left stay within the name, and do not turn the sentence around. */
export function Named({ text, whose }: NamedProps) {
  const [before = '', after = ''] = text.split('<whose/>');
  return (
    <>
      {before}
      <b>
        <bdi>{whose}</bdi>
      </b>
      {after}
    </>
  );
}
