import { createElement, memo, type ReactNode } from 'react';
import type { Admonition, Block, Inline, ListItem, Section, Table } from '../../lessons/model';
import { unreachable } from '../../shared/unreachable';
import { lesson } from '../../words/en/lesson';
import { wordsOf } from '../../words/spoken';
import { useLanguage } from '../common/use-language';
import { type BlockActions, CodeBlockView } from './code-block';
import { InlineText } from './inline-text';
import type { BlockRuns } from './lesson-runs';

export interface BlockContext {
  readonly runs: BlockRuns;
  readonly actions: BlockActions;
  /** Where the lesson's pictures are. */
  readonly baseUrl: string;
  /** Those of a lesson that somebody brought, by name; it shows no others. */
  readonly pictures: ReadonlyMap<string, string> | null;
  /** What stands after the section or the code block with this id: the steps of the lesson that are there. */
  readonly after: (id: string) => ReactNode;
}

interface Nested {
  context: BlockContext;
}

export function Blocks({ blocks, context }: { blocks: readonly Block[] } & Nested) {
  return blocks.map((block, index) => <BlockView key={index} block={block} context={context} />);
}

/** One block of the lesson model as HTML; the union is closed, so a new kind of block does not compile here. */
const BlockView = memo(function BlockView({ block, context }: { block: Block } & Nested) {
  useLanguage();
  switch (block.kind) {
    case 'section':
      return <SectionView section={block} context={context} />;
    case 'paragraph':
      return (
        <p>
          <InlineText parts={block.children} />
        </p>
      );
    case 'console':
    case 'python':
    case 'plain':
      return (
        <>
          <CodeBlockView block={block} run={context.runs.get(block.id)} actions={context.actions} />
          {context.after(block.id)}
        </>
      );
    case 'bullet-list':
      return (
        <ul>
          <Items items={block.items} context={context} />
        </ul>
      );
    case 'enumerated-list':
      return (
        <ol start={block.start} className={block.style}>
          <Items items={block.items} context={context} />
        </ol>
      );
    case 'definition-list':
      return (
        <dl>
          {block.items.map((item) => (
            <Definition key={item.line} name={item.term} item={item} context={context} />
          ))}
        </dl>
      );
    case 'field-list':
      return (
        <dl className="fields">
          {block.items.map((item) => (
            <Definition key={item.line} name={item.name} item={item} context={context} />
          ))}
        </dl>
      );
    case 'line-block':
      return (
        <p>
          {block.lines.map((line) => (
            <span key={line.line} className="verse-line" style={{ paddingLeft: `${line.indent}ch` }}>
              <InlineText parts={line.children} />
            </span>
          ))}
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.children} context={context} />
        </blockquote>
      );
    case 'admonition':
      return <AdmonitionView admonition={block} context={context} />;
    case 'image':
      return (
        <figure>
          <img src={pictureUrl(block.src, context)} alt={block.alt} loading="lazy" />
          {block.caption.length === 0 ? null : (
            <figcaption>
              <Blocks blocks={block.caption} context={context} />
            </figcaption>
          )}
        </figure>
      );
    case 'table':
      return <TableView table={block} context={context} />;
    case 'footnote':
      return (
        <div className="footnote" id={block.id}>
          <span>{block.label}</span>
          <div>
            <Blocks blocks={block.children} context={context} />
          </div>
        </div>
      );
    case 'anchor':
      return <span id={block.id} />;
    case 'transition':
      return <hr />;
    case 'preformatted':
    case 'unknown':
      return <pre tabIndex={0}>{block.text}</pre>;
    default:
      return unreachable(block);
  }
});

function pictureUrl(src: string, { pictures, baseUrl }: BlockContext): string {
  return pictures ? (pictures.get(src) ?? '') : new URL(src, baseUrl).href;
}

function SectionView({ section, context }: { section: Section } & Nested) {
  const level = Math.min(section.level, 6);
  return (
    <section className={`lesson-section level-${level}`}>
      {createElement(`h${level}`, { id: section.id }, <InlineText parts={section.title} />)}
      <Blocks blocks={section.children} context={context} />
      {context.after(section.id)}
    </section>
  );
}

function Items({ items, context }: { items: readonly ListItem[] } & Nested) {
  return items.map((item) => (
    <li key={item.line}>
      <Blocks blocks={item.children} context={context} />
    </li>
  ));
}

function Definition({ name, item, context }: { name: readonly Inline[]; item: ListItem } & Nested) {
  return (
    <div>
      <dt>
        <InlineText parts={name} />
      </dt>
      <dd>
        <Blocks blocks={item.children} context={context} />
      </dd>
    </div>
  );
}

function AdmonitionView({ admonition, context }: { admonition: Admonition } & Nested) {
  return (
    <aside className="admonition" data-type={admonition.type}>
      <p className="admonition-title">
        {admonition.title === null ? (
          admonitionName(admonition.type)
        ) : (
          <InlineText parts={admonition.title} />
        )}
      </p>
      <Blocks blocks={admonition.children} context={context} />
    </aside>
  );
}

function TableView({ table, context }: { table: Table } & Nested) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={wordsOf(lesson).table}>
      <table>
        {table.caption.length === 0 ? null : (
          <caption>
            <InlineText parts={table.caption} />
          </caption>
        )}
        <thead>
          <Rows rows={table.head} cell="th" context={context} />
        </thead>
        <tbody>
          <Rows rows={table.rows} cell="td" context={context} />
        </tbody>
      </table>
    </div>
  );
}

function Rows({ rows, cell, context }: { rows: Table['rows']; cell: 'th' | 'td' } & Nested) {
  return rows.map((row) => (
    <tr key={row.line}>
      {row.cells.map((content, index) =>
        createElement(
          cell,
          { key: index, colSpan: content.span },
          <Blocks blocks={content.children} context={context} />,
        ),
      )}
    </tr>
  ));
}

function admonitionName(type: string): string {
  return wordsOf(lesson).admonitions[type] ?? type.charAt(0).toUpperCase() + type.slice(1);
}
