/** Explicit markup, `.. …`: targets, footnotes, substitutions, directives; everything else is a comment. */
import { complain } from '../../words/complaint';
import type { Block } from '../model';
import type { Context, Parsed } from './context';
import { directive, isKnownDirective } from './directives';
import { dedent, endOfIndented, isBlank, joinText, type SourceLine } from './lines';

const DIRECTIVE = /^([A-Za-z0-9](?:[A-Za-z0-9]|[-_+:.](?=[A-Za-z0-9])){0,60}) ?::(?: +|$)(.*)$/;

export function explicitMarkup(
  context: Context,
  lines: readonly SourceLine[],
  at: number,
  depth: number,
): Parsed | null {
  const first = lines[at];
  if (first === undefined) return null;
  const anonymous = /^__ +(\S.*)$/.exec(first.text)?.[1];
  if (anonymous !== undefined) {
    context.references.defineAnonymous(anonymous.trim());
    context.hide([first], 'target');
    return { blocks: [], next: at + 1 };
  }
  if (!/^\.\.(?: |$)/.test(first.text)) return null;
  const text = first.text.slice(2).trimStart();
  // An empty comment ends at once, so that it can separate what follows from what came before.
  const next = text === '' && isBlank(lines[at + 1]) ? at + 1 : endOfIndented(lines, at + 1);
  const markup: Markup = {
    context,
    text,
    line: first.line,
    own: lines.slice(at, next),
    below: lines.slice(at + 1, next),
    depth,
  };
  return {
    blocks: target(markup) ?? footnote(markup) ?? substitution(markup) ?? named(markup) ?? comment(markup),
    next,
  };
}

interface Markup {
  readonly context: Context;
  /** The first line after `.. `. */
  readonly text: string;
  readonly line: number;
  readonly own: readonly SourceLine[];
  /** The lines indented below the first. */
  readonly below: readonly SourceLine[];
  readonly depth: number;
}

/** `.. _name:` (a place), `.. _name: address`, `.. __: address`. */
function target({ context, text, line, own, below }: Markup): Block[] | null {
  const match = /^(?:__|_(`[^`]+`|(?![ `_])(?:[^:\\]|\\.|:(?! |$))+)):(?: +(.*))?$/.exec(text);
  if (match === null) return null;
  const name = match[1]?.replace(/^`|`$/g, '').replace(/\\(.)/g, '$1');
  const address = [match[2] ?? '', ...below.map((l) => l.text.trim())].join('');
  context.hide(own, 'target');
  if (name === undefined) context.references.defineAnonymous(address);
  else if (address !== '')
    context.references.define(name, address.endsWith('_') ? address : address.replace(/\s/g, ''));
  else {
    const id = context.ids.take(name, 'target');
    context.references.define(name, `#${id}`);
    return [{ kind: 'anchor', line, id }];
  }
  return [];
}

/** `.. [1] text`, `.. [#name] text`, `.. [CIT2002] text`. */
function footnote({ context, text, line, below, depth }: Markup): Block[] | null {
  const match = /^\[([#*]|#?[\p{L}\p{N}][\p{L}\p{N}._:+-]{0,60})\](?: +(.*))?$/u.exec(text);
  if (match === null) return null;
  const label = match[1] ?? '';
  const id = context.ids.take(`footnote ${label}`, 'footnote');
  context.references.define(`[${label}]`, `#${id}`);
  const children = context.parse([{ text: match[2] ?? '', line }, ...dedent(below)], depth + 1);
  return [{ kind: 'footnote', line, id, label, children }];
}

/** `.. |name| replace:: text`; other substitutions are shown as they stand. */
function substitution({ context, text, line, own, below }: Markup): Block[] | null {
  const match = /^\|([^|\s](?:[^|]{0,60}[^|\s])?)\| +([\w-]+)::(?: +(.*))?$/.exec(text);
  if (match === null) return null;
  if (match[2] !== 'replace' && match[2] !== 'unicode')
    return [{ kind: 'unknown', line, name: match[2] ?? '', text: joinText(own) }];
  const parts = [match[3] ?? '', ...below.map((l) => l.text.trim())].filter((part) => part !== '');
  const replaced =
    match[2] === 'unicode'
      ? parts.join(' ').replace(/(?:U\+|0x|\\u)([0-9a-f]{2,6})/gi, codePoint)
      : parts.join(' ');
  context.references.defineSubstitution(match[1] ?? '', replaced);
  context.hide(own, 'definition');
  return [];
}

function codePoint(whole: string, hex: string): string {
  const code = parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

function named({ context, text, line, own, below, depth }: Markup): Block[] | null {
  const match = DIRECTIVE.exec(text);
  if (match === null) return null;
  const body = dedent(below);
  return directive(context, {
    name: match[1] ?? '',
    argument: (match[2] ?? '').trim(),
    line,
    body,
    own,
    depth,
  });
}

function comment({ context, text, line, own }: Markup): Block[] {
  const name = /^([a-z-]+) ?:(?: |$)/i.exec(text)?.[1];
  if (name !== undefined && isKnownDirective(name))
    context.report('warning', line, complain('oneColon', name));
  context.hide(own, 'comment');
  return [];
}
