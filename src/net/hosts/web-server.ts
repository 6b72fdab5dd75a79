import type { Clock } from '../../shared/clock';
import type { Service } from '../lan-stream';
import { errorAnswer, fault, wholeAnswer } from './http-answer';
import { httpService } from './http-service';

export interface Page {
  readonly type: string;
  readonly body: Uint8Array;
}

export interface WebServerOptions {
  readonly clock: Clock;
  /** What is at a path, if anything is. */
  readonly page: (path: string) => Page | null;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
}

const ALLOWED = ['GET', 'HEAD'];

/** A small web server: static pages, one request for each connection, HTTP/1.0 answers. */
export function webServer({ clock, page, wallClock }: WebServerOptions): Service {
  return httpService({
    clock,
    respond: (head) => {
      const method = head.kind === 'request' ? head.method : 'GET';
      const wrong = fault(head, ALLOWED);
      const found = head.kind === 'request' && wrong === null ? page(head.path) : null;
      const answer = found ? { status: 200, ...found } : errorAnswer(wrong ?? 404, ALLOWED);
      return [{ send: wholeAnswer(answer, method, wallClock()) }];
    },
  });
}
