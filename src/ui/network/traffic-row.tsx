import { memo, useId, type ReactNode } from 'react';
import { network } from '../../words/en/network';
import { wordsOf } from '../../words/spoken';
import { sizeWords } from '../files/words';
import { Icon } from '../common/icon';
import { useLanguage } from '../common/use-language';
import { ConversationView } from './conversation-view';
import { DatagramsView } from './datagrams-view';
import { Lane } from './lane';
import { summaryOf } from './summary';
import type { Conversation, Datagrams, Gap, LinkChange, Lookup, TrafficItem } from './traffic';
import { clockWords, durationWords, stateWords, titleOf, worldOf, type Tone, type World } from './words';

interface TrafficRowProps {
  item: TrafficItem;
  isOpen: boolean;
  onToggle: (id: number) => void;
}

/** One line of the list; connections open to show everything. Drawn again only when its item changes, or the language. */
export const TrafficRow = memo(function TrafficRow({ item, ...rest }: TrafficRowProps) {
  useLanguage();
  switch (item.kind) {
    case 'lookup':
      return <LookupRow lookup={item} />;
    case 'conversation':
      return <ConversationRow conversation={item} {...rest} />;
    case 'datagrams':
      return <DatagramsRow exchange={item} {...rest} />;
    case 'link':
      return <LinkRow link={item} />;
    case 'gap':
      return <GapRow gap={item} />;
  }
});

function LookupRow({ lookup }: { lookup: Lookup }) {
  const words = wordsOf(network);
  const { name, answer, startedAt } = lookup;
  const found = answer !== null && answer.addresses.length > 0;
  const tone: Tone = answer === null ? 'waits' : found ? 'over' : 'failed';
  return (
    <li className="traffic-item lookup" data-tone={tone}>
      <span className="traffic-protocol">DNS</span>
      <span className="traffic-title">{name === '' ? words.emptyName : name}</span>
      <span className="traffic-answer">
        {answer === null ? words.asked : found ? words.is(answer.addresses) : words.noSuchName}
        <WorldMark world={worldOf(lookup)} />
      </span>
      <time className="traffic-time" title={clockWords(startedAt)}>
        {answer === null ? '' : durationWords(answer.at - startedAt)}
      </time>
    </li>
  );
}

interface RowProps {
  isOpen: boolean;
  onToggle: (id: number) => void;
}

function ConversationRow({ conversation, isOpen, onToggle }: RowProps & { conversation: Conversation }) {
  const { short, tone } = stateWords(conversation);
  const { sent } = conversation;
  const { protocol, text } = summaryOf(conversation);
  return (
    <OpeningRow
      item={conversation}
      {...{ tone, protocol, isOpen, onToggle }}
      title={titleOf(conversation)}
      state={short}
      view={() => <ConversationView conversation={conversation} />}
    >
      {text === '' ? null : <span className="traffic-summary">{text}</span>}
      <SentWords sent={sent} />
      <Lane conversation={conversation} />
    </OpeningRow>
  );
}

function DatagramsRow({ exchange, isOpen, onToggle }: RowProps & { exchange: Datagrams }) {
  const { sent, entries, forgotten } = exchange;
  const count = entries.length + forgotten;
  return (
    <OpeningRow
      item={exchange}
      {...{ isOpen, onToggle }}
      tone="over"
      protocol="UDP"
      title={titleOf(exchange)}
      state={wordsOf(network).datagrams(count)}
      view={() => <DatagramsView exchange={exchange} />}
    >
      <SentWords sent={sent} />
    </OpeningRow>
  );
}

interface OpeningRowProps extends RowProps {
  item: Conversation | Datagrams;
  tone: Tone;
  protocol: string;
  title: string;
  state: string;
  /** What is shown when it is open. */
  view: () => ReactNode;
  children?: ReactNode;
}

function OpeningRow(props: OpeningRowProps) {
  const { item, tone, protocol, title, state, isOpen, onToggle, view, children } = props;
  const id = useId();
  return (
    <li className="traffic-item" data-tone={tone} data-open={isOpen}>
      <button
        type="button"
        className="traffic-head"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => onToggle(item.id)}
      >
        <span className="traffic-protocol">{protocol}</span>
        <span className="traffic-title">{title}</span>
        <span className="traffic-state">
          {state}
          <WorldMark world={worldOf(item)} />
        </span>
        <time className="traffic-time" title={wordsOf(network).began(clockWords(item.startedAt))}>
          {durationWords(item.lastAt - item.startedAt)}
        </time>
        <Icon name={isOpen ? 'up' : 'down'} size={12} />
        {children}
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen ? view() : null}
      </div>
    </li>
  );
}

/** Whether it was a host of this page or one out there. */
function WorldMark({ world }: { world: World | null }) {
  if (world === null) return null;
  return (
    <span className="traffic-world" data-world={world} title={wordsOf(network).worldTips[world]}>
      {wordsOf(network).worlds[world]}
    </span>
  );
}

/** Nothing where nothing was sent. */
function SentWords({ sent }: Pick<Conversation, 'sent'>) {
  const words = wordsOf(network);
  if (sent.board + sent.lan === 0) return null;
  return (
    <span className="traffic-bytes">
      <Bytes arrow="↑" words={words.sentByBoard} bytes={sent.board} />
      <Bytes arrow="↓" words={words.received} bytes={sent.lan} />
    </span>
  );
}

function Bytes({ arrow, words, bytes }: { arrow: string; words: string; bytes: number }) {
  return (
    <span title={`${sizeWords(bytes)} ${words}`}>
      <span aria-hidden="true">{arrow} </span>
      <span className="visually-hidden">{words}: </span>
      {bytes < 1024 ? wordsOf(network).shortBytes(bytes) : sizeWords(bytes)}
    </span>
  );
}

function LinkRow({ link: { up, startedAt } }: { link: LinkChange }) {
  return (
    <li className="traffic-item lookup" data-tone={up ? 'over' : 'failed'}>
      <span className="traffic-protocol">Wi-Fi</span>
      <span className="traffic-answer">{up ? wordsOf(network).linkUp : wordsOf(network).linkDown}</span>
      <time className="traffic-time">{clockWords(startedAt)}</time>
    </li>
  );
}

function GapRow({ gap }: { gap: Gap }) {
  return <li className="traffic-item gap">{wordsOf(network).notKept(gap.entries)}</li>;
}
