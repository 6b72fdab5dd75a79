import type { Clock } from '../../shared/clock';
import type { Service } from '../lan-stream';
import { errorAnswer, fault, wholeAnswer } from './http-answer';
import { httpService } from './http-service';

export interface WebServerOptions {
  readonly clock: Clock;
  /** Bodies of HTML pages by path. */
  readonly pages: ReadonlyMap<string, string>;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
}

const ALLOWED = ['GET', 'HEAD'];

const encoder = new TextEncoder();

/** A small web server: static pages, one request for each connection, HTTP/1.0 answers. */
export function webServer({ clock, pages, wallClock }: WebServerOptions): Service {
  return httpService({
    clock,
    respond: (head) => {
      const method = head.kind === 'request' ? head.method : 'GET';
      const page = head.kind === 'request' ? pages.get(head.path) : undefined;
      const status = fault(head, ALLOWED) ?? (page === undefined ? 404 : 200);
      const answer =
        status === 200 ? { status, body: encoder.encode(page ?? '') } : errorAnswer(status, ALLOWED);
      return [{ send: wholeAnswer(answer, method, wallClock()) }];
    },
  });
}
