/**
 * Real hosts, which the board reaches by a proxy (docs/wisp.md) when the student or the instructor says so. Names that
 * the proxy allows are real then, everything else stays virtual; without it everything is.
 */

/** How it stands with the proxy. */
export type RealHosts =
  /** Not wanted: every host is virtual. */
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' }
  | {
      readonly kind: 'on';
      /** What the proxy allows, one rule each, such as `micropython.org:80`; null when it does not say. */
      readonly rules: readonly string[] | null;
      /** Ports of this computer by which programs on it reach the board, and the board's own. */
      readonly published: readonly PublishedPort[];
    }
  /** The proxy does not answer, answers nonsense, or has ended. The next use tries it again. */
  | { readonly kind: 'lost'; readonly why: 'unreachable' | 'not-wisp' | 'ended' };

export interface PublishedPort {
  readonly outside: number;
  readonly board: number;
}

export const REAL_HOSTS_OFF: RealHosts = { kind: 'off' };

/**
 * Why a real host was not reached, as far as the proxy says. `throttled`: too many connections, or too much. The others are
 * of TLS: the proxy cannot; the host refused it, speaks something else, ended the connection, did not answer.
 */
export type RealFailure =
  | 'blocked'
  | 'unreachable'
  | 'timeout'
  | 'throttled'
  | 'cannot-encrypt'
  | 'tls-refused'
  | 'not-tls'
  | 'tls-lost'
  | 'tls-silent';
