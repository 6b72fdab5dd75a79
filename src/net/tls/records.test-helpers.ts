import { NOT_ENCRYPTED } from './client-hello';

export function record(kind: number, ...body: number[]): Uint8Array {
  return Uint8Array.of(kind, 3, 3, body.length >> 8, body.length & 0xff, ...body);
}

export interface HelloParts {
  readonly suites: readonly number[];
  readonly extensions?: readonly number[];
  /** Length of the session's number. */
  readonly session?: number;
}

const sized = (body: readonly number[]): number[] => [body.length >> 8, body.length & 0xff, ...body];

/** A record with a ClientHello. */
export function clientHello({ suites, extensions, session = 0 }: HelloParts): Uint8Array {
  const body = [3, 3, ...new Uint8Array(32), session, ...new Uint8Array(session)];
  body.push(...sized(suites.flatMap((suite) => [suite >> 8, suite & 0xff])), 1, 0);
  if (extensions) body.push(...sized(extensions));
  return record(22, 1, 0, ...sized(body));
}

/** The extension that names the server. */
export function serverName(host: string): number[] {
  const name = [...new TextEncoder().encode(host)];
  return [0, 0, ...sized(sized([0, ...sized(name)]))];
}

/** As the board begins. */
export const boardHello = (host: string): Uint8Array =>
  clientHello({ suites: [NOT_ENCRYPTED], extensions: serverName(host) });

/** What ends a handshake, of either side. */
export const FINISHED = Uint8Array.of(...record(20, 1), ...record(22, 20, 0, 0, 12, ...new Uint8Array(12)));
