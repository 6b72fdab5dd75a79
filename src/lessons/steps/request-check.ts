import type { Check } from '../lesson-data';
import { leadsTo } from './connection-check';
import type { SeenConnection } from './connections';
import { exchangeOf, fieldOf, type Exchange } from './exchange';
import { tableRows } from './html-table';
import { Pattern } from './pattern';

type Asked = NonNullable<Check['request']>;

/** Whether the request on this connection, and what was answered, are as asked. */
export function isRequest(seen: SeenConnection, asked: Asked): boolean {
  if (asked.to !== undefined && !leadsTo(seen, asked.to)) return false;
  const exchange = exchangeOf(seen);
  return exchange !== null && isQuestion(exchange, asked) && isAnswer(exchange, asked);
}

function isQuestion({ by, method, path, request }: Exchange, asked: Asked): boolean {
  if (asked.by !== undefined && by !== asked.by) return false;
  if (asked.method !== undefined && method !== asked.method) return false;
  if (asked.path !== undefined && !new Pattern(asked.path).matches(path)) return false;
  return asked.body === undefined || decode(request.body).includes(asked.body);
}

function isAnswer(exchange: Exchange, asked: Asked): boolean {
  const { answer, ending, status } = exchange;
  const { status: wanted, header, contains, table } = asked;
  const asksForAnswer = [wanted, header, contains, table].some((one) => one !== undefined);
  const wantedEnding = asked.answer ?? (asksForAnswer ? 'whole' : null);
  if (wantedEnding !== null && ending !== wantedEnding) return false;
  if (wanted !== undefined && status !== wanted) return false;
  if (!asksForAnswer || answer === null) return !asksForAnswer;
  for (const [name, value] of Object.entries(header ?? {})) {
    const field = fieldOf(answer, name);
    if (field === null || !new Pattern(value).matches(field)) return false;
  }
  const body = decode(answer.body);
  if (contains !== undefined && !body.includes(contains)) return false;
  return table === undefined || isTable(body, table);
}

function isTable(body: string, { rows, row }: NonNullable<Asked['table']>): boolean {
  const found = tableRows(body);
  if (rows !== undefined && found.length !== rows) return false;
  if (row === undefined) return true;
  const cells = row.map((cell) => new Pattern(cell));
  return found.some(
    (one) => one.length === cells.length && cells.every((cell, at) => cell.matches(one[at] ?? '')),
  );
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
