import type { RealFailure, RealHosts } from './real-hosts';

/**
 * What a student should know and no program says, as facts: the sentences stand in src/words. `Notice` is all of it,
 * `BoardNotice` what the board tells.
 */
export type Notice =
  | BoardNotice
  /** `rules`: what the proxy allows, where there is one that says so. */
  | { readonly kind: 'unknown-name'; readonly name: string; readonly rules: readonly string[] | null }
  | { readonly kind: 'proxy-lost'; readonly why: Extract<RealHosts, { kind: 'lost' }>['why'] }
  | {
      readonly kind: 'not-reached';
      readonly host: string;
      readonly port: number;
      readonly failure: RealFailure;
    }
  /** The browser has these files of the flash, and what it gives of them is not what was stored. */
  | { readonly kind: 'files-damaged'; readonly paths: readonly string[] }
  /** `detail`: the words of the browser. */
  | { readonly kind: 'flash-not-read'; readonly detail: string }
  | { readonly kind: 'network-restarted' | 'input-too-long' | 'input-waits' | 'board-busy' };

export type BoardNotice =
  /** What the chip has and this board has not, by its name in Python; a program gets EOPNOTSUPP. */
  | { readonly kind: 'not-simulated'; readonly name: string }
  | { readonly kind: 'no-module'; readonly name: string }
  | { readonly kind: 'no-pwm-edges'; readonly gpio: number }
  /** Nothing is connected to the pin by which a program sends to pixels or an SPI bus. */
  | { readonly kind: 'sent-nowhere'; readonly gpio: number }
  | { readonly kind: 'nothing-on-a0' | 'no-supply-voltage' | 'storage-slow' | 'console-overrun' }
  /** `dupterm-cut`: more was printed at once than `os.dupterm` passes on. */
  | { readonly kind: 'dupterm-cut' | 'tls-not-encrypted' }
  /** A UDP packet that is lost. */
  | { readonly kind: 'packet-too-large'; readonly bytes: number; readonly most: number }
  /** The station has another address now, and is reached at `reachedAt` still. */
  | { readonly kind: 'other-address'; readonly ip: string; readonly reachedAt: string }
  /** In whole seconds. */
  | { readonly kind: 'sleep-too-long'; readonly asked: number; readonly lasts: number }
  | { readonly kind: 'no-port'; readonly port: number; readonly takenAs: number }
  /** The console was not at its prompt. */
  | { readonly kind: 'file-not-run'; readonly path: string }
  /** What the page asked for failed. */
  | { readonly kind: 'not-done'; readonly asked: string; readonly detail: string };

/** Notices of which one is enough for as long as the board lives. */
export function noticeKey(notice: BoardNotice): string {
  switch (notice.kind) {
    case 'not-simulated':
    case 'no-module':
      return `${notice.kind} ${notice.name}`;
    case 'no-pwm-edges':
    case 'sent-nowhere':
      return `${notice.kind} ${notice.gpio}`;
    case 'no-port':
      return `${notice.kind} ${notice.port}`;
    case 'not-done':
      return `${notice.kind} ${notice.asked} ${notice.detail}`;
    case 'file-not-run':
      return `${notice.kind} ${notice.path}`;
    default:
      return notice.kind;
  }
}
