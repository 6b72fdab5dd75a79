/**
 * What the compiler makes of a lesson's text and the page draws. It is plain data (it survives JSON), holds no HTML,
 * and loses nothing of the text: what the compiler does not understand stands there as an `unknown` or
 * `preformatted` block. Every `line` is the 1-based line of the source.
 */
import type { Complaint } from '../words/complaint';

export interface LessonDocument {
  /** The document's title: the text of its first section, or `''`. */
  readonly title: string;
  readonly children: readonly Block[];
  readonly diagnostics: readonly Diagnostic[];
  /** Lines that are part of the markup or of doc tests and are not shown, in order. */
  readonly hidden: readonly HiddenLine[];
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly line: number;
  /** What is wrong, and what the author can do about it. */
  readonly what: Complaint;
}

export interface HiddenLine {
  readonly line: number;
  readonly why: 'comment' | 'doc-test' | 'target' | 'definition' | 'option' | 'setting';
}

export type Block =
  | Section
  | Paragraph
  | BulletList
  | EnumeratedList
  | DefinitionList
  | FieldList
  | LineBlock
  | Quote
  | CodeBlock
  | Admonition
  | Image
  | Table
  | Footnote
  | Anchor
  | Transition
  | Preformatted
  | Unknown;

export interface Section {
  readonly kind: 'section';
  readonly line: number;
  /** Unique in the document, made from the title: usable as an element's id and after `#`. */
  readonly id: string;
  /** 1 for the outermost. */
  readonly level: number;
  readonly title: readonly Inline[];
  readonly children: readonly Block[];
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly line: number;
  readonly children: readonly Inline[];
}

export interface ListItem {
  readonly line: number;
  readonly children: readonly Block[];
}

export interface BulletList {
  readonly kind: 'bullet-list';
  readonly line: number;
  readonly items: readonly ListItem[];
}

export interface EnumeratedList {
  readonly kind: 'enumerated-list';
  readonly line: number;
  readonly style: EnumerationStyle;
  readonly start: number;
  readonly items: readonly ListItem[];
}

export type EnumerationStyle = 'arabic' | 'lower-alpha' | 'upper-alpha' | 'lower-roman' | 'upper-roman';

export interface DefinitionList {
  readonly kind: 'definition-list';
  readonly line: number;
  readonly items: readonly DefinitionItem[];
}

export interface DefinitionItem extends ListItem {
  readonly term: readonly Inline[];
}

export interface FieldList {
  readonly kind: 'field-list';
  readonly line: number;
  readonly items: readonly FieldItem[];
}

export interface FieldItem extends ListItem {
  readonly name: readonly Inline[];
}

/** Lines whose breaks are kept (`| …`). `indent` counts the spaces before a line's text. */
export interface LineBlock {
  readonly kind: 'line-block';
  readonly line: number;
  readonly lines: readonly {
    readonly line: number;
    readonly indent: number;
    readonly children: readonly Inline[];
  }[];
}

export interface Quote {
  readonly kind: 'quote';
  readonly line: number;
  readonly children: readonly Block[];
}

export type CodeBlock = ConsoleBlock | PythonBlock | PlainBlock;

interface CodeBase {
  readonly line: number;
  /** Unique among the code blocks of the document, made from `label`, so it survives changes elsewhere. */
  readonly id: string;
  /** The first line of code, for the name of its run control: `Run: <label>`. */
  readonly label: string;
  readonly caption: string | null;
  /** The block as it stands in the source, dedented: what is drawn. Lines are joined by `\n`, none at the end. */
  readonly text: string;
  /** What copying gives: code without prompts and without output. */
  readonly copy: string;
}

/** A block with `>>>` prompts. */
export interface ConsoleBlock extends CodeBase {
  readonly kind: 'console';
  readonly statements: readonly ConsoleStatement[];
  /**
   * All statements as lines to type at the friendly prompt, each to be followed by Enter (`\r`). They hold what is
   * needed on top of the prompt's auto-indent: no indentation of their own, DEL (0x7f) to go back, empty lines to
   * close a block.
   */
  readonly typed: readonly string[];
  /**
   * `paste` when the prompt would not take these statements from a keyboard as they stand (letters outside ASCII, a
   * tab inside a line, a bracket or quote in a comment): then `copy` goes by paste mode.
   */
  readonly run: 'type' | 'paste';
}

export interface ConsoleStatement {
  readonly line: number;
  /** Code without prompts; the first line is not indented. */
  readonly lines: readonly string[];
  /** What the text says the board prints in answer. */
  readonly output: readonly string[];
  readonly typed: readonly string[];
}

/** A program, or a piece of one: goes to the editor or by paste mode. */
export interface PythonBlock extends CodeBase {
  readonly kind: 'python';
  /** Exactly the block's lines with their common indentation removed, ending in `\n`. */
  readonly source: string;
}

/** Anything else: shown, never run. `language` is null when the text names none. */
export interface PlainBlock extends CodeBase {
  readonly kind: 'plain';
  readonly language: string | null;
}

export type AdmonitionType =
  | 'attention'
  | 'caution'
  | 'danger'
  | 'error'
  | 'hint'
  | 'important'
  | 'note'
  | 'seealso'
  | 'tip'
  | 'topic'
  | 'version'
  | 'warning';

export interface Admonition {
  readonly kind: 'admonition';
  readonly line: number;
  readonly type: AdmonitionType;
  /** Null: the type's own name is the title. */
  readonly title: readonly Inline[] | null;
  readonly children: readonly Block[];
}

export interface Image {
  readonly kind: 'image';
  readonly line: number;
  /** Relative to the lesson's folder; never leaves it. */
  readonly src: string;
  readonly alt: string;
  readonly caption: readonly Block[];
}

export interface Table {
  readonly kind: 'table';
  readonly line: number;
  readonly caption: readonly Inline[];
  readonly head: readonly TableRow[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly line: number;
  readonly cells: readonly { readonly span: number; readonly children: readonly Block[] }[];
}

export interface Footnote {
  readonly kind: 'footnote';
  readonly line: number;
  readonly id: string;
  readonly label: string;
  readonly children: readonly Block[];
}

/** A place that references point at: an empty element with this id. */
export interface Anchor {
  readonly kind: 'anchor';
  readonly line: number;
  readonly id: string;
}

export interface Transition {
  readonly kind: 'transition';
  readonly line: number;
}

/** Text whose layout carries its meaning and that has no better form here, such as a table with merged cells. */
export interface Preformatted {
  readonly kind: 'preformatted';
  readonly line: number;
  readonly text: string;
}

/** A directive that this compiler does not know, with everything that stood in it. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly line: number;
  readonly name: string;
  readonly text: string;
}

export type Inline =
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  | { readonly kind: 'emphasis'; readonly line: number; readonly text: string }
  | { readonly kind: 'strong'; readonly line: number; readonly text: string }
  /** `role` is the reStructuredText role, such as `class`; null for plain ``code``. */
  | { readonly kind: 'code'; readonly line: number; readonly text: string; readonly role: string | null }
  /** A word that the glossary explains under this id. */
  | { readonly kind: 'term'; readonly line: number; readonly text: string; readonly term: string }
  /** `href` is `#id`, or an address with a scheme that is safe to follow (http, https, mailto, ftp). */
  | { readonly kind: 'link'; readonly line: number; readonly text: string; readonly href: string };
