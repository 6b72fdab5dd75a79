/** The servers that a soak goes to. */
export const SERVER_NAMES = ['lesson', 'asyncio'] as const;
export type ServerName = (typeof SERVER_NAMES)[number];

export interface SoakServer {
  /** How many clients there are at a time. */
  readonly clients: number;
  /** It gives up clients that say nothing; one that does not waits for them for ever. */
  readonly timesOut: boolean;
  readonly request: (n: number) => string;
  /** Whether that is the answer to the n-th request. */
  readonly isRight: (answer: string, n: number) => boolean;
}

const HEADERS =
  'Host: 192.168.1.42\r\nUser-Agent: soak\r\nAccept: text/html,*/*;q=0.8\r\nConnection: close\r\n\r\n';

/** Every page of the lesson's server is like the first, whose rows are those of the eight pins. */
function lesson(): SoakServer {
  let first: string | undefined;
  return {
    // It serves one after the other, and lets one wait.
    clients: 1,
    timesOut: false,
    request: () => `GET / HTTP/1.1\r\n${HEADERS}`,
    isRight: (answer) => {
      if (first === undefined && LESSON_PAGE.test(answer)) first = answer;
      return answer === first;
    },
  };
}

const LESSON_PAGE =
  /^HTTP\/1\.0 200 OK\r\nContent-type: text\/html\r\n\r\n<!DOCTYPE html>\n[^]*(<tr><td>Pin\(\d+\)<\/td><td>[01]<\/td><\/tr>\s){8}[^]*<\/html>\n$/;

export const SERVERS: Readonly<Record<ServerName, () => SoakServer>> = {
  lesson,
  asyncio: () => ({
    clients: 2,
    timesOut: true,
    request: (n) => `GET /${n} HTTP/1.1\r\n${HEADERS}`,
    isRight: (answer, n) => answer === `HTTP/1.0 200 OK\r\n\r\nyou asked for /${n}\n`,
  }),
};
