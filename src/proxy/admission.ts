import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { isOwn, plainAddress } from './addresses';

/** Who may talk to the proxy at all. */
export interface Admission {
  /** Exactly as a browser sends them, such as `https://pinwire.example`. */
  readonly origins: readonly string[];
  /** Pages that come from the very server that the proxy is part of. */
  readonly sameOrigin: boolean;
  /** Programs that are no browsers, and say nothing about where they come from. */
  readonly noOrigin: boolean;
  /** Names under which the proxy is known, as in the Host header, such as `proxy.example` or `proxy.example:8443`. */
  readonly hosts: readonly string[];
  readonly token: string;
}

export interface TurnedAway {
  readonly status: number;
  readonly why: string;
}

const FORBIDDEN = 403;
const NOT_FOUND = 404;
const MISDIRECTED = 421;

/**
 * Whether a request is meant for us. A page that has its own name point at this machine (DNS rebinding) sends that
 * name in Host: so only names that were given count, loopback names, and the address that was really connected to.
 */
export function isForUs(request: IncomingMessage, hosts: readonly string[]): boolean {
  const host = request.headers.host?.toLowerCase();
  if (host === undefined || countOf(request, 'host') !== 1) return false;
  if (hosts.includes(host)) return true;
  const { localAddress = '', localPort = 0 } = request.socket;
  const plain = plainAddress(localAddress);
  const names = [plain.includes(':') ? `[${plain}]` : plain];
  if (isOwn(plain, [])) names.push('localhost', '127.0.0.1', '[::1]');
  const standard = request.socket instanceof TLSSocket ? 443 : 80;
  return names.some((name) => host === `${name}:${localPort}` || (localPort === standard && host === name));
}

/** @returns why a WebSocket is not taken, or undefined */
export function turnAway(request: IncomingMessage, admission: Admission): TurnedAway | undefined {
  const { headers } = request;
  if (!isForUs(request, admission.hosts)) return { status: MISDIRECTED, why: 'Host' };
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) {
    return { status: 400, why: 'a body' };
  }
  if (!isOriginAllowed(request, admission)) return { status: FORBIDDEN, why: 'Origin' };
  if (!isSame(request.url ?? '', pathOf(admission.token))) return { status: NOT_FOUND, why: 'path or token' };
  return undefined;
}

/** Where the proxy is, below the server's address. */
export const pathOf = (token: string): string => `/wisp/${token}/`;

function isOriginAllowed(request: IncomingMessage, { origins, sameOrigin, noOrigin }: Admission): boolean {
  const { origin, host = '' } = request.headers;
  if (origin === undefined) return noOrigin;
  if (countOf(request, 'origin') !== 1) return false;
  if (origins.includes(origin)) return true;
  const scheme = request.socket instanceof TLSSocket ? 'https' : 'http';
  return sameOrigin && origin === `${scheme}://${host.toLowerCase()}`;
}

/** Node keeps one of several equal headers; somebody in between may have believed another. */
const countOf = (request: IncomingMessage, name: string): number =>
  request.headersDistinct[name]?.length ?? 0;

/** In a time that does not tell how much of it was right. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** The address of who asks: of the socket, or what proxies before us that are trusted say. */
export function clientOf(
  { headers, socket }: { headers: IncomingHttpHeaders; socket: Pick<Socket, 'remoteAddress'> },
  trusted: readonly string[],
): string {
  const forwarded = (headers['x-forwarded-for'] ?? '').toString().split(',');
  const chain = [...forwarded.map((one) => one.trim()), socket.remoteAddress ?? ''].map(plainAddress);
  // From the right: what stands left of the first stranger, the stranger may have made up.
  return chain.findLast((address) => address !== '' && !trusted.includes(address)) ?? chain.at(-1) ?? '';
}
