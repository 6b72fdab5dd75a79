/**
 * What may leave the page of an error's text. The messages of engines about WebAssembly and memory say nothing of a
 * student's program; any other message may quote it, and goes. Of a stack, only places in our own scripts stay.
 */
const TELLING = new Set(['RuntimeError', 'RangeError', 'CompileError', 'LinkError']);
/** Whose messages may quote what a student wrote. */
const NAMES = new Set(
  'Error TypeError SyntaxError ReferenceError URIError PythonError AbortError DataCloneError NetworkError NotFoundError QuotaExceededError SecurityError'.split(
    ' ',
  ),
);
const HARMLESS = [
  /^its script could not be loaded$/,
  /^(?:device|net) worker \d+, page \d+$/,
  /^more than \d+ frames were waiting$/,
  /^a message that (?:cannot be read|makes no sense)/,
];
const MOST_FRAMES = 8;
const MOST_LENGTH = 120;

export function scrubbed(detail: string): string {
  const [first = '', ...rest] = detail.split('\n');
  const frames = rest.flatMap((line) => placeIn(line) ?? []).slice(0, MOST_FRAMES);
  return [summaryOf(first), ...frames].filter((part) => part !== '').join(' < ');
}

function summaryOf(line: string): string {
  const harmless = HARMLESS.map((pattern) => pattern.exec(line)?.[0]).find((found) => found !== undefined);
  if (harmless !== undefined) return harmless;
  const error = /^(?:Uncaught )?([A-Za-z]+)(?:: (.*))?$/.exec(line);
  const [, name = '', message = ''] = error ?? [];
  if (TELLING.has(name)) return `${name}: ${message}`.slice(0, MOST_LENGTH);
  if (!NAMES.has(name)) return '';
  const status = /: (\d{3})\b/.exec(message)?.[1];
  return status === undefined ? name : `${name} ${status}`;
}

/** `at f (https://host/assets/x.js:1:2)` (V8) or `f@https://host/assets/x.js:1:2` (Firefox, Safari) as `x.js:1:2`. */
function placeIn(line: string): string | null {
  if (!/^\s+at\s|@/.test(line)) return null;
  return /([\w.-]+\.(?:js|mjs|ts|tsx|wasm)[^\s()/]*?:\d+(?::\w+)?)\)?$/.exec(line)?.[1] ?? null;
}
