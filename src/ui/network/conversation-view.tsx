import { useMemo } from 'react';
import { boardEnd, farEnd, otherSide, type ConnectionEntry, type Side } from '../../protocol/network-log';
import { readHttp, type HttpMessage } from '../../shared/http-message';
import { joined } from './payload';
import { PayloadView } from './payload-view';
import { SequenceChart } from './sequence-chart';
import { stepsOf } from './steps';
import type { Conversation } from './traffic';
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
      {forgotten > 0 ? (
        <p className="conversation-gap">The beginning, {forgotten} events, is no longer kept.</p>
      ) : null}
      <SequenceChart
        steps={steps}
        startedAt={startedAt}
        board={{ name: 'Board', address: endpointWords(boardEnd(connection)) }}
        far={{ name, address: endpointWords(farEnd(connection)) }}
      />
      <Said
        conversation={conversation}
        by={client}
        kind="request"
        who={whoWords(client, name)}
        total={sent[client]}
      />
      <Said
        conversation={conversation}
        by={server}
        kind="response"
        who={whoWords(server, name)}
        total={sent[server]}
      />
    </div>
  );
}

const whoWords = (side: Side, farEndName: string): string => (side === 'board' ? 'the board' : farEndName);

interface SaidProps {
  conversation: Conversation;
  by: Side;
  kind: 'request' | 'response';
  who: string;
  total: number;
}

/** What one side has sent: an HTTP message with its head and body apart, or bytes. */
function Said({ conversation, by, kind, who, total }: SaidProps) {
  const bytes = useMemo(() => joined(dataOf(conversation.entries, by)), [conversation, by]);
  if (total === 0) return null;
  const isWhole = conversation.forgotten === 0;
  const message = isWhole ? readHttp(bytes, kind) : null;
  const title = message === null ? 'Sent' : kind === 'request' ? 'Request' : 'Response';
  return (
    <section className="said" aria-label={`${title} by ${who}`}>
      <h4>
        {title} <span>by {who}</span>
      </h4>
      {message === null ? (
        <PayloadView bytes={bytes} total={total} label={`Sent by ${who}`} />
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
  const { start, fields, body, chunks, headComplete } = message;
  // How much of what is missing divides chunks is not known.
  const total = chunks !== null && missing > 0 ? null : body.length + missing;
  return (
    <>
      <div className="http-head" role="group" aria-label="Head">
        <code className="http-start">{start}</code>
        {fields.map((field, index) => (
          <HeaderField key={index} field={field} />
        ))}
        {headComplete ? null : <em>The empty line that ends the head has not come.</em>}
      </div>
      {total === 0 || !headComplete ? (
        <p className="http-no-body">No body.</p>
      ) : (
        <PayloadView bytes={body} total={total} label="Body" note={chunkWords(chunks)} />
      )}
    </>
  );
}

function chunkWords(chunks: number | null): string {
  if (chunks === null) return '';
  return chunks === 1 ? 'came in one chunk' : `put together from ${chunks} chunks`;
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
