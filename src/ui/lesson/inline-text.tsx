import type { Inline } from '../../lessons/model';

/** Running text of a lesson. */
export function InlineText({ parts }: { parts: readonly Inline[] }) {
  return parts.map((part, index) => <Part key={index} part={part} />);
}

function Part({ part }: { part: Inline }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'emphasis':
      return <em>{part.text}</em>;
    case 'strong':
      return <strong>{part.text}</strong>;
    case 'code':
      return <code>{part.text}</code>;
    case 'term':
      return (
        <button type="button" className="term" data-term={part.term}>
          {part.text}
        </button>
      );
    case 'link':
      return part.href.startsWith('#') ? (
        <a href={part.href}>{part.text}</a>
      ) : (
        <a href={part.href} target="_blank" rel="noreferrer">
          {part.text}
        </a>
      );
  }
}

export function plainText(parts: readonly Inline[]): string {
  return parts.map((part) => part.text).join('');
}
