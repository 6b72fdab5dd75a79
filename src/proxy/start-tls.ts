import type { Socket } from 'node:net';
import {
  checkServerIdentity,
  connect,
  createSecureContext,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { TlsOutcome } from '../net/wisp/packets';
import type { Clock } from '../shared/clock';
import { canonicalHost } from './host-name';

export interface TlsTerms {
  /** How long the host may take, in milliseconds. */
  readonly time: number;
  /** Whom certificates are judged by; Node's own roots by default. */
  readonly trust?: SecureContext | undefined;
}

export interface TlsTarget extends TlsTerms {
  /** What the board's program calls the host, as it came; empty where it says nothing. */
  readonly serverName: string;
  readonly clock: Clock;
}

/** What became of a handshake, as the page is told. */
export interface TlsResult {
  readonly outcome: number;
  readonly alert: number;
  readonly details: readonly string[];
}

/** Roots are read once, when the first host is asked for TLS. */
let roots: SecureContext | undefined;

/**
 * Begins TLS on a connection to a host, by Node's own client with its defaults. The chip checks no certificate
 * (reference/esp8266 §2.7), so none is refused here; what a browser would say of it, the result tells.
 *
 * @param done called once, unless the socket is destroyed before
 * @returns what the stream goes on with; after a failure it is destroyed
 */
export function startTls(
  socket: Socket,
  { serverName, clock, time, trust }: TlsTarget,
  done: (result: TlsResult) => void,
): TLSSocket {
  const name = canonicalHost(serverName);
  const secured = connect({
    socket,
    secureContext: trust ?? (roots ??= createSecureContext()),
    rejectUnauthorized: false,
    // An address is no name of this extension (RFC 6066 §3).
    ...(name?.kind === 'name' ? { servername: name.name } : {}),
    checkServerIdentity: (_host, certificate) =>
      checkServerIdentity(name?.kind === 'address' ? name.address : (name?.name ?? ''), certificate),
  });
  const settle = (result: TlsResult): void => {
    cancel();
    secured.off('secureConnect', onSecure).off('error', onError).off('close', release);
    // One that has failed may still say why it ends.
    if (result.outcome !== TlsOutcome.encrypted) secured.on('error', () => undefined).destroy();
    done(result);
  };
  const release = (): void => cancel();
  const onSecure = (): void => settle(encrypted(secured));
  const onError = (error: NodeJS.ErrnoException): void => settle(failed(error));
  const cancel = clock.after(time, () => settle({ outcome: TlsOutcome.silent, alert: 0, details: [] }));
  return secured.once('secureConnect', onSecure).once('error', onError).once('close', release);
}

function encrypted(socket: TLSSocket): TlsResult {
  // A code of OpenSSL's or Node's, whatever @types/node says; null where there is none.
  const flaw: unknown = socket.authorizationError;
  const details = [socket.getProtocol() ?? 'TLS', typeof flaw === 'string' ? flaw : ''];
  return { outcome: TlsOutcome.encrypted, alert: 0, details };
}

/** RFC 5246 §7.2: what a client says that has nothing in common with the server. */
const HANDSHAKE_FAILURE = 40;

function failed({ code = '', message }: NodeJS.ErrnoException): TlsResult {
  const alert = Number(/SSL alert number (\d{1,3})\b/.exec(message)?.[1] ?? 0);
  if (alert > 0) return { outcome: TlsOutcome.alert, alert, details: [code] };
  if (NO_RECORD.has(code)) return { outcome: TlsOutcome.notTls, alert: 0, details: [] };
  if (code.startsWith('ERR_SSL_'))
    return { outcome: TlsOutcome.alert, alert: HANDSHAKE_FAILURE, details: [code] };
  return { outcome: TlsOutcome.lost, alert: 0, details: [] };
}

/** What OpenSSL says of an answer that has not the form of a record of TLS. */
const NO_RECORD = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_BAD_RECORD_TYPE',
  'ERR_SSL_INVALID_RECORD',
]);
