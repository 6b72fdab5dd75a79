/** One start tag, as it came, and where its attributes' values stand in it. */
export interface StartTag {
  /** Lower case. */
  readonly name: string;
  readonly source: string;
  readonly attributes: readonly Attribute[];
}

export interface Attribute {
  /** Lower case. */
  readonly name: string;
  /** Where its name begins in the source. */
  readonly from: number;
  /** As it stands in the source, without quotes; character references are not replaced. */
  readonly value: string;
  /** Of the value, in the source; where the name ends, if there is none. */
  readonly start: number;
  readonly end: number;
}

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The tag's source with parts of it replaced, in the order in which they stand there. */
export function edited({ source }: StartTag, edits: readonly Edit[]): string {
  let text = '';
  let place = 0;
  for (const edit of edits) {
    text += source.slice(place, edit.start) + edit.text;
    place = edit.end;
  }
  return text + source.slice(place);
}

export function attribute(tag: StartTag, name: string): string | null {
  return tag.attributes.find((each) => each.name === name)?.value ?? null;
}

/** The tag with other values in the places of some; what comes back for none of them is untouched. */
export function withValues(tag: StartTag, change: (attribute: Attribute) => string): string {
  return edited(
    tag,
    tag.attributes.map((each) => ({ start: each.start, end: each.end, text: change(each) })),
  );
}

/**
 * Follows a start tag character by character (WHATWG HTML §13.2.5.8 to .40, as far as it takes to know where the tag
 * ends and where values stand). What follows `<` is pushed, its `>` is the last.
 */
export class StartTagReader {
  #source = '<';
  #state: 'name' | 'before-attribute' | 'attribute' | 'after-attribute' | 'before-value' | Value = 'name';
  #name = '';
  #attribute = '';
  #from = 0;
  #valueStart = 0;
  readonly #attributes: Attribute[] = [];

  /** What has come of it. */
  get source(): string {
    return this.#source;
  }

  /** The tag, when this character ends it. */
  push(character: string): StartTag | null {
    this.#source += character;
    if (this.#take(character)) return null;
    return { name: this.#name, source: this.#source, attributes: this.#attributes };
  }

  /** False when the character ends the tag. */
  #take(character: string): boolean {
    const ends = character === '>';
    switch (this.#state) {
      case 'name':
        if (SPACE.test(character) || character === '/') this.#state = 'before-attribute';
        else if (!ends) this.#name += character.toLowerCase();
        return !ends;
      case 'before-attribute':
        if (SPACE.test(character) || character === '/' || ends) return !ends;
        return this.#beginAttribute(character);
      case 'attribute':
        if (character === '=') this.#state = 'before-value';
        else if (SPACE.test(character)) this.#state = 'after-attribute';
        else if (character === '/' || ends) this.#endWithoutValue();
        else this.#attribute += character.toLowerCase();
        return !ends;
      case 'after-attribute':
        if (SPACE.test(character)) return true;
        if (character === '=') this.#state = 'before-value';
        else this.#endWithoutValue();
        if (character === '=' || character === '/' || ends) return !ends;
        return this.#beginAttribute(character);
      case 'before-value':
        return this.#beginValue(character);
      default:
        return this.#takeValue(character, this.#state);
    }
  }

  #beginAttribute(character: string): boolean {
    this.#attribute = character.toLowerCase();
    this.#from = this.#source.length - 1;
    this.#state = 'attribute';
    return true;
  }

  #endWithoutValue(): void {
    const end = this.#from + this.#attribute.length;
    this.#attributes.push({ name: this.#attribute, from: this.#from, value: '', start: end, end });
    this.#state = 'before-attribute';
  }

  #beginValue(character: string): boolean {
    if (SPACE.test(character)) return true;
    if (character === '>') return false;
    const quoted = character === '"' || character === "'";
    this.#state = quoted ? character : 'unquoted';
    this.#valueStart = this.#source.length - (quoted ? 0 : 1);
    return true;
  }

  #takeValue(character: string, state: Value): boolean {
    const ends = state === 'unquoted' ? SPACE.test(character) || character === '>' : character === state;
    if (!ends) return true;
    const end = this.#source.length - 1;
    const value = this.#source.slice(this.#valueStart, end);
    this.#attributes.push({ name: this.#attribute, from: this.#from, value, start: this.#valueStart, end });
    this.#state = 'before-attribute';
    return state !== 'unquoted' || character !== '>';
  }
}

type Value = 'unquoted' | '"' | "'";
const SPACE = /[\t\n\f\r ]/;
