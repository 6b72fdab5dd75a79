import { useMemo } from 'react';
import { boardEnd, farEnd, otherSide, type ConnectionEntry, type Side } from '../../protocol/network-log';
import { readHttp, type HttpMessage } from '../../shared/http-message';
import { network } from '../../words/en/network';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { joined } from './payload';
import { PayloadView } from './payload-view';
import { SequenceChart } from './sequence-chart';
import { stepsOf } from './steps';
import type { Conversation } from './traffic';
import { secrecyWords } from './secrecy';
import { endpointWords, farName, stateWords } from './words';

/** Everything about one connection: how it went, and what each side said. */
export function ConversationView({ conversation }: { conversation: Conversation }) {
  const { connection, startedAt, forgotten, sent } = conversation;
  const name = farName(conversation);
  // The list of entries grows in place: the conversation is what changes.
  const steps = useMemo(() => stepsOf(conversation.entries), [conversation]);
  const client = connection.by;
  const server = otherSide(client);
  return (
    <div className="conversation-view">
      <p className="conversation-end">{stateWords(conversation).sentence}</p>
      <p className="conversation-secrecy">{secrecyWords(conversation)}</p>
      {forgotten > 0 ? <p className="conversation-gap">{wordsOf(network).gap(forgotten)}</p> : null}
      <SequenceChart
        steps={steps}
        startedAt={startedAt}
        board={{ name: wordsOf(page).parts.Board, address: endpointWords(boardEnd(connection)) }}
        far={{ name, address: endpointWords(farEnd(connection)) }}
      />
      <Said
        conversation={conversation}
        by={client}
        kind="request"
        who={client === 'board' ? null : name}
        total={sent[client]}
      />
      <Said
        conversation={conversation}
        by={server}
        kind="response"
        who={server === 'board' ? null : name}
        total={sent[server]}
      />
    </div>
  );
}

interface SaidProps {
  conversation: Conversation;
  by: Side;
  kind: 'request' | 'response';
  /** Null: the board. */
  who: string | null;
  total: number;
}

/** What one side has sent: an HTTP message with its head and body apart, or bytes. */
function Said({ conversation, by, kind, who, total }: SaidProps) {
  const bytes = useMemo(() => joined(dataOf(conversation.entries, by)), [conversation, by]);
  if (total === 0) return null;
  const isWhole = conversation.forgotten === 0;
  const message = isWhole ? readHttp(bytes, kind) : null;
  const words = wordsOf(network);
  const title = words.kinds[message === null ? 'sent' : kind];
  return (
    <section className="said" aria-label={`${title} ${words.by(who)}`}>
      <h4>
        {title} <span>{words.by(who)}</span>
      </h4>
      {message === null ? (
        <PayloadView bytes={bytes} total={total} label={`${title} ${words.by(who)}`} />
      ) : (
        <HttpView message={message} missing={total - bytes.length} />
      )}
    </section>
  );
}

interface HttpViewProps {
  message: HttpMessage;
  /** So many bytes came after those that were read. */
  missing: number;
}

function HttpView({ message, missing }: HttpViewProps) {
  const words = wordsOf(network);
  const { start, fields, body, chunks, headComplete } = message;
  // How much of what is missing divides chunks is not known.
  const total = chunks !== null && missing > 0 ? null : body.length + missing;
  return (
    <>
      <div className="http-head" role="group" aria-label={words.head}>
        <code className="http-start">{start}</code>
        {fields.map((field, index) => (
          <HeaderField key={index} field={field} />
        ))}
        {headComplete ? null : <em>{words.headGoesOn}</em>}
      </div>
      {total === 0 || !headComplete ? (
        <p className="http-no-body">{words.noBody}</p>
      ) : (
        <PayloadView
          bytes={body}
          total={total}
          label={words.body}
          note={chunks === null ? '' : words.chunks(chunks)}
        />
      )}
    </>
  );
}

function HeaderField({ field }: { field: string }) {
  const colon = field.indexOf(':');
  if (colon < 0) return <code>{field}</code>;
  return (
    <code>
      <b>{field.slice(0, colon + 1)}</b>
      {field.slice(colon + 1)}
    </code>
  );
}

function* dataOf(
  entries: readonly ConnectionEntry[],
  side: Side,
): Generator<ConnectionEntry & { kind: 'data' }> {
  for (const entry of entries) if (entry.kind === 'data' && entry.by === side) yield entry;
}
