import { memo, useId } from 'react';
import { sizeWords } from '../files/words';
import { Icon } from '../common/icon';
import { ConversationView } from './conversation-view';
import { DatagramsView } from './datagrams-view';
import { Lane } from './lane';
import { summaryOf } from './summary';
import type { Conversation, Datagrams, Gap, Lookup, TrafficItem } from './traffic';
import { clockWords, durationWords, endpointWords, stateWords, titleOf, type Tone } from './words';

interface TrafficRowProps {
  item: TrafficItem;
  isOpen: boolean;
  onToggle: (id: number) => void;
}

/** One line of the list; connections open to show everything. Drawn again only when its item changes. */
export const TrafficRow = memo(function TrafficRow({ item, ...rest }: TrafficRowProps) {
  switch (item.kind) {
    case 'lookup':
      return <LookupRow lookup={item} />;
    case 'conversation':
      return <ConversationRow conversation={item} {...rest} />;
    case 'datagrams':
      return <DatagramsRow exchange={item} {...rest} />;
    case 'gap':
      return <GapRow gap={item} />;
  }
});

function LookupRow({ lookup: { name, answer, startedAt } }: { lookup: Lookup }) {
  const found = answer !== null && answer.addresses.length > 0;
  const tone: Tone = answer === null ? 'waits' : found ? 'over' : 'failed';
  return (
    <li className="traffic-item lookup" data-tone={tone}>
      <span className="traffic-protocol">DNS</span>
      <span className="traffic-title">{name === '' ? '(empty name)' : name}</span>
      <span className="traffic-answer">
        {answer === null
          ? 'asked, no answer yet'
          : found
            ? `is ${answer.addresses.join(', ')}`
            : 'no such name'}
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
  const id = useId();
  const { short, tone } = stateWords(conversation);
  const { sent, startedAt, lastAt, connection } = conversation;
  const summary = summaryOf(conversation);
  return (
    <li className="traffic-item conversation" data-tone={tone} data-open={isOpen}>
      <button
        type="button"
        className="traffic-head"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => onToggle(conversation.id)}
      >
        <span className="traffic-line">
          <span className="traffic-protocol">{summary.protocol}</span>
          <span className="traffic-title">{titleOf(conversation)}</span>
          <span className="traffic-state">{short}</span>
          <Icon name={isOpen ? 'up' : 'down'} size={12} />
        </span>
        {summary.text === '' ? null : <span className="traffic-summary">{summary.text}</span>}
        <span className="traffic-line">
          <time className="traffic-time">{clockWords(startedAt)}</time>
          <Lane conversation={conversation} />
          <span className="traffic-bytes">
            <Bytes
              arrow="↑"
              words={`sent by the board${connection.by === 'board' ? '' : ', which was asked'}`}
              bytes={sent.board}
            />
            <Bytes arrow="↓" words="received" bytes={sent.lan} />
          </span>
          <span className="traffic-time">{durationWords(lastAt - startedAt)}</span>
        </span>
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen ? <ConversationView conversation={conversation} /> : null}
      </div>
    </li>
  );
}

function DatagramsRow({ exchange, isOpen, onToggle }: RowProps & { exchange: Datagrams }) {
  const id = useId();
  const { from, to, entries, forgotten, startedAt, lastAt } = exchange;
  const count = entries.length + forgotten;
  return (
    <li className="traffic-item conversation" data-tone="over" data-open={isOpen}>
      <button
        type="button"
        className="traffic-head"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => onToggle(exchange.id)}
      >
        <span className="traffic-line">
          <span className="traffic-protocol">UDP</span>
          <span className="traffic-title">
            {endpointWords(from)} → {endpointWords(to)}
          </span>
          <span className="traffic-state">{count === 1 ? '1 datagram' : `${count} datagrams`}</span>
          <Icon name={isOpen ? 'up' : 'down'} size={12} />
        </span>
        <span className="traffic-line">
          <time className="traffic-time">{clockWords(startedAt)}</time>
          <span className="traffic-space" />
          <span className="traffic-time">{durationWords(lastAt - startedAt)}</span>
        </span>
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen ? <DatagramsView exchange={exchange} /> : null}
      </div>
    </li>
  );
}

function Bytes({ arrow, words, bytes }: { arrow: string; words: string; bytes: number }) {
  return (
    <span title={`${sizeWords(bytes)} ${words}`}>
      <span aria-hidden="true">{arrow} </span>
      <span className="visually-hidden">{words}: </span>
      {sizeWords(bytes).replace('bytes', 'B').replace('byte', 'B')}
    </span>
  );
}

function GapRow({ gap }: { gap: Gap }) {
  return (
    <li className="traffic-item gap">
      {gap.entries === 1 ? 'One older event was' : `${gap.entries} older events were`} not kept: only so much
      is while this view is closed.
    </li>
  );
}
