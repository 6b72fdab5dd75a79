import { Fragment, type ReactNode } from 'react';

interface MarkedProps {
  /** A message with marks in it, none inside another: `Open <code>main.py</code>`. */
  text: string;
  /** How marks are drawn that are no elements of their own, by name. */
  marks?: Readonly<Record<string, (inner: string) => ReactNode>>;
}

const ELEMENTS = { code: 'code', strong: 'strong', em: 'em', kbd: 'kbd' } as const;

/** Draws a message's marks, wherever its language has put them. */
export function Marked({ text, marks = {} }: MarkedProps) {
  // Text, then a mark's name, its inner text, text, and so on.
  const pieces = text.split(/<(\w+)>(.*?)<\/\1>/);
  return pieces.map((piece, index) => {
    if (index % 3 === 1) return null;
    if (index % 3 === 0) return <Fragment key={index}>{piece}</Fragment>;
    const name = pieces[index - 1] ?? '';
    const Element = ELEMENTS[name as keyof typeof ELEMENTS] as
      (typeof ELEMENTS)[keyof typeof ELEMENTS] | undefined;
    return (
      <Fragment key={index}>
        {marks[name]?.(piece) ?? (Element ? <Element>{piece}</Element> : piece)}
      </Fragment>
    );
  });
}
