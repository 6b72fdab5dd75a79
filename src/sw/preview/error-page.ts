import type { HttpFailure } from '../../protocol/http';
import { failureText, type FailureText } from '../../words/http-failure-text';
import type { TabWords } from './tab-words';

/** In the gateway of the net worker (ANSWER_TIMEOUT), in seconds. */
const PATIENCE = 30;

export interface Refusal {
  readonly status: number;
  readonly text: (words: TabWords) => FailureText;
}

export function failed(failure: HttpFailure, board: string, port: number): Refusal {
  const text = ({ failures }: TabWords): FailureText =>
    failureText(failure, { ip: board, port }, failures, PATIENCE);
  switch (failure.kind) {
    case 'no-answer':
    case 'not-accepted':
    case 'unreachable':
      return { status: 504, text };
    case 'too-many':
    case 'cancelled':
    case 'network-lost':
      return { status: 503, text };
    case 'nothing-listens':
    case 'closed-early':
    case 'reset':
    case 'not-http':
    case 'too-large':
    case 'bad-status':
      return { status: 502, text };
  }
}

export const OWNER_GONE: Refusal = { status: 503, text: ({ tabs }) => tabs.ownerGone };
export const OWNER_SILENT: Refusal = { status: 504, text: ({ tabs }) => tabs.ownerSilent };
export const NO_RIGHTS: Refusal = { status: 403, text: ({ tabs }) => tabs.noRights };
export const REQUEST_TOO_LARGE: Refusal = { status: 413, text: ({ tabs }) => tabs.tooLarge };

const STYLE = `
:root { color-scheme: light dark; font: 17px/1.6 'Source Sans 3', system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark(#dfe2dd, #0e1110); color: light-dark(#19201c, #e6ebe7) }
main { box-sizing: border-box; width: min(38rem, 100vw - 2rem); margin: 1rem; padding: 1.6rem 2rem 1.8rem;
  border-top: 3px solid light-dark(#ab2219, #ff958a); border-radius: 8px;
  background: light-dark(#fcfcfa, #181c1a); box-shadow: 0 1px 2px #0003, 0 8px 24px #0002 }
h1 { margin: 0 0 .5rem; font-size: 1.3rem; line-height: 1.35 }
p { margin: 0 0 .6rem; color: light-dark(#414b45, #bcc6bf) }
pre { margin: 0 0 .8rem; padding: .6rem .8rem; overflow-x: auto; border-radius: 5px;
  background: light-dark(#f1f3ef, #1f2422); font: 14px/1.45 ui-monospace, monospace }
nav { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: 1.2rem }
a { padding: .3rem .9rem; border: 1px solid light-dark(#858f88, #6f7a73); border-radius: 5px;
  color: inherit; text-decoration: none; font-weight: 600 }
a.first { border-color: light-dark(#1c58b0, #2f6fd0); background: light-dark(#1c58b0, #2f6fd0); color: #fff }
a:focus-visible { outline: 2px solid light-dark(#1c58b0, #8ab8ff); outline-offset: 2px }`;

interface ErrorPlace {
  /** The path of Pinwire's folder. */
  readonly base: string;
  /** Where it may be asked for again. */
  readonly again: string | null;
}

/** In place of a page that the board did not give. */
export function errorPage({ status, text }: Refusal, { base, again }: ErrorPlace, words: TabWords): Response {
  const { title, why, todo, received } = text(words);
  const { failures, tabs, language } = words;
  const html = `<!doctype html>
<html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style>
<main role="alert"><h1>${escaped(title)}</h1><p>${escaped(why)}</p><p>${escaped(todo)}</p>
${received === undefined ? '' : `<p>${escaped(failures.began)}</p><pre>${escaped(received)}</pre>`}
<nav>${again === null ? '' : `<a class="first" href="${escaped(again)}">${escaped(tabs.tryAgain)}</a>`}
<a href="${escaped(base)}" rel="noreferrer">${escaped(tabs.openPinwire)}</a></nav></main></html>
`;
  return refused(status, html, 'text/html; charset=utf-8');
}

/** For what a page has asked for: the same words, to be read in the browser's tools. */
export function errorText({ status, text }: Refusal, words: TabWords): Response {
  const { title, why, todo } = text(words);
  return refused(status, `${title}. ${why} ${todo}\n`, 'text/plain; charset=utf-8');
}

function refused(status: number, body: string, type: string): Response {
  return new Response(body, {
    status,
    headers: {
      'Content-Type': type,
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
    },
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
