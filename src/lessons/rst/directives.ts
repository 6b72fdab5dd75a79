/** Directives, `.. name:: argument`. One that is not known here is shown with all its text, never dropped. */
import { complain, type Complaint } from '../../words/complaint';
import type { AdmonitionType, Block, Inline } from '../model';
import { codeBlock } from './code';
import type { Context } from './context';
import { dedent, isBlank, joinText, type SourceLine, trimBlank } from './lines';
import { isHostileUrl } from './references';

export interface Directive {
  readonly name: string;
  readonly argument: string;
  readonly line: number;
  /** The lines below the first, at one margin. */
  readonly body: readonly SourceLine[];
  /** All its lines as they stand. */
  readonly own: readonly SourceLine[];
  readonly depth: number;
}

type Handler = (context: Context, directive: Directive) => Block[] | null;

const ADMONITIONS: readonly AdmonitionType[] = [
  'attention',
  'caution',
  'danger',
  'error',
  'hint',
  'important',
  'note',
  'seealso',
  'tip',
  'warning',
];

/** Characters of an address in a message. */
const LONGEST_SHOWN = 200;

const VERSIONS: Readonly<Record<string, string>> = {
  versionadded: 'New in version',
  versionchanged: 'Changed in version',
  deprecated: 'Deprecated since version',
};

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...ADMONITIONS.map((type): [string, Handler] => [type, admonition(type)]),
  ...Object.entries(VERSIONS).map(([name, words]): [string, Handler] => [name, version(words)]),
  ...['admonition', 'topic', 'sidebar'].map((name): [string, Handler] => [name, titled]),
  ...['code-block', 'code', 'sourcecode'].map((name): [string, Handler] => [name, code]),
  ...['doctest', 'testcode', 'testoutput', 'parsed-literal'].map((name): [string, Handler] => [
    name,
    testCode,
  ]),
  ...['index', 'currentmodule', 'meta', 'default-role', 'sectionauthor', 'codeauthor', 'tabularcolumns'].map(
    (name): [string, Handler] => [name, setting],
  ),
  ...['testsetup', 'testcleanup', 'invisible-code-block'].map((name): [string, Handler] => [
    name,
    docTestOnly,
  ]),
  ['highlight', highlight],
  ['rubric', rubric],
  ['container', container],
  ['compound', container],
  ['image', image],
  ['figure', image],
  ['table', table],
]);

export function isKnownDirective(name: string): boolean {
  return HANDLERS.has(name.toLowerCase());
}

export function directive(context: Context, given: Directive): Block[] {
  const known = HANDLERS.get(given.name.toLowerCase())?.(context, given);
  if (known !== undefined && known !== null) return known;
  context.report(
    'warning',
    given.line,
    isKnownDirective(given.name)
      ? complain('directiveUsed', given.name)
      : complain('directiveUnknown', given.name),
  );
  return [{ kind: 'unknown', line: given.line, name: given.name, text: joinText(dedent(given.own)) }];
}

/** Takes `:name: value` lines from the front. What follows is content. */
function takeOptions(
  context: Context,
  body: readonly SourceLine[],
): { options: Map<string, string>; content: readonly SourceLine[] } {
  const options = new Map<string, string>();
  let at = 0;
  for (; at < body.length; at++) {
    const match = /^:([A-Za-z][\w-]*):(?: +(.*))?$/.exec(body[at]?.text ?? '');
    if (match === null) break;
    options.set(match[1] ?? '', match[2] ?? '');
  }
  context.hide(body.slice(0, at), 'option');
  return { options, content: body.slice(at) };
}

function content(context: Context, given: Directive, lines: readonly SourceLine[]): Block[] {
  return context.parse(lines, given.depth + 1);
}

function withFirstLine(given: Directive, text: string, below: readonly SourceLine[]): readonly SourceLine[] {
  return text === '' ? below : [{ text, line: given.line }, ...below];
}

function admonition(type: AdmonitionType): Handler {
  return (context, given) => {
    const { content: below } = takeOptions(context, given.body);
    const children = content(context, given, withFirstLine(given, given.argument, below));
    return [{ kind: 'admonition', line: given.line, type, title: null, children }];
  };
}

function titled(context: Context, given: Directive): Block[] | null {
  if (given.argument === '') return null;
  const { content: below } = takeOptions(context, given.body);
  const title = context.inline(given.argument, given.line);
  return [
    { kind: 'admonition', line: given.line, type: 'topic', title, children: content(context, given, below) },
  ];
}

function version(words: string): Handler {
  return (context, given) => {
    const [number = '', ...rest] = given.argument.split(' ');
    const title: Inline[] = [{ kind: 'text', line: given.line, text: `${words} ${number}` }];
    const children = content(context, given, withFirstLine(given, rest.join(' ').trim(), given.body));
    return [{ kind: 'admonition', line: given.line, type: 'version', title, children }];
  };
}

function code(context: Context, given: Directive): Block[] | null {
  const { options, content: lines } = takeOptions(context, given.body);
  if (lines.every(isBlank)) return null;
  const language = given.argument === '' ? context.highlight : given.argument;
  const caption = options.get('caption') ?? null;
  return [codeBlock(lines, { language, caption, guess: given.argument === '' }, context.codeIds)];
}

/** sphinx.ext.doctest: the language is in the name, the argument is a group for the test runner. */
function testCode(context: Context, given: Directive): Block[] | null {
  const isLiteral = given.name === 'parsed-literal';
  const { content: lines } = takeOptions(context, given.body);
  const body = isLiteral ? withFirstLine(given, given.argument, lines) : lines;
  if (body.every(isBlank)) return null;
  const language = given.name === 'doctest' || given.name === 'testcode' ? given.name : 'text';
  return [codeBlock(body, { language, caption: null, guess: false }, context.codeIds)];
}

function setting(context: Context, given: Directive): Block[] {
  context.hide(given.own, 'setting');
  return [];
}

function docTestOnly(context: Context, given: Directive): Block[] {
  context.hide(given.own, 'doc-test');
  return [];
}

function highlight(context: Context, given: Directive): Block[] {
  context.highlight = given.argument === '' ? null : given.argument;
  return setting(context, given);
}

function rubric(context: Context, given: Directive): Block[] | null {
  if (given.argument === '' || !given.body.every(isBlank)) return null;
  return [
    {
      kind: 'paragraph',
      line: given.line,
      children: [{ kind: 'strong', line: given.line, text: given.argument }],
    },
  ];
}

function container(context: Context, given: Directive): Block[] {
  const { content: below } = takeOptions(context, given.body);
  if (given.argument !== '') context.hide(given.own.slice(0, 1), 'option');
  return content(context, given, below);
}

function image(context: Context, given: Directive): Block[] | null {
  const src = given.argument;
  const problem = pictureProblem(src);
  if (problem !== null) {
    context.report(isHostileUrl(src) ? 'error' : 'warning', given.line, problem);
    return null;
  }
  const { options, content: below } = takeOptions(context, given.body);
  const alt = options.get('alt') ?? '';
  if (alt === '') context.report('warning', given.line, complain('noAlt', src));
  return [{ kind: 'image', line: given.line, src, alt, caption: content(context, given, below) }];
}

/** Why a picture is not shown; null where it is. */
export function pictureProblem(src: string): Complaint | null {
  if (isInsideLesson(src)) return null;
  return complain('pictureOutside', src.slice(0, LONGEST_SHOWN));
}

function isInsideLesson(src: string): boolean {
  return /^[\w.-]+(?:\/[\w.-]+)*$/.test(src) && !src.split('/').includes('..');
}

function table(context: Context, given: Directive): Block[] | null {
  const { content: below } = takeOptions(context, given.body);
  const children = content(context, given, trimBlank(below));
  const [only] = children;
  if (children.length !== 1 || only?.kind !== 'table') return null;
  return [{ ...only, caption: context.inline(given.argument, given.line) }];
}
