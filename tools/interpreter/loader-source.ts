import { ShapeError } from './shape-error';

/**
 * The package's JavaScript loader, made fit for a worker: it takes the Emscripten module's own options (so that we
 * can instantiate and hand in imports), does not look where it runs, and has no command line of its own.
 *
 * @throws ShapeError naming the place that was not found exactly once.
 */
export function rewriteLoader(source: string): string {
  const edited = EDITS.reduce(
    (text, { what, find, by }) => {
      const found = text.split(find).length - 1;
      if (found !== 1) throw new ShapeError(`in micropython.mjs, ${what}`, found);
      return text.replace(find, () => by);
    },
    CUTS.reduce(cut, source),
  );
  return withoutAssertions(edited);
}

interface Edit {
  readonly what: string;
  readonly find: string;
  readonly by: string;
}

const EDITS: readonly Edit[] = [
  {
    what: "loadMicroPython's module options",
    find: 'let Module={locateFile:',
    by: 'let Module={...options.module,locateFile:',
  },
  {
    what: 'the test for Node',
    find: 'ENVIRONMENT_IS_NODE=globalThis.process?.versions?.node&&"renderer"!=globalThis.process?.type,',
    by: 'ENVIRONMENT_IS_NODE=false,',
  },
  {
    what: 'the test for a worker',
    find: 'ENVIRONMENT_IS_WORKER=!!globalThis.WorkerGlobalScope,',
    by: 'ENVIRONMENT_IS_WORKER=true,',
  },
  {
    what: 'the second test for a worker',
    find: 'if(!globalThis.window&&!globalThis.WorkerGlobalScope)',
    by: 'if(false)',
  },
  {
    what: 'its view of the prompt of Python',
    find: 'globals:{__dict__:pyimport("__main__").__dict__,get(key){return this.__dict__[key]},set(key,value){this.__dict__[key]=value},delete(key){delete this.__dict__[key]}},',
    by: '',
  },
  {
    what: "the Node loader's import",
    find: 'if(ENVIRONMENT_IS_NODE){const{createRequire:createRequire}=await import("module");var require=createRequire(import.meta.url)}',
    by: 'var require;',
  },
];

interface Cut {
  readonly what: string;
  readonly from: string;
  /** Stays. */
  readonly to: string;
}

/** Stretches that are of no use on the board and would only be loaded. */
const CUTS: readonly Cut[] = [
  {
    // It runs files by itself when Node starts it.
    what: 'its command line',
    from: 'if(globalThis.loadMicroPython=loadMicroPython,',
    to: 'class PyProxy{',
  },
  {
    // Browsers far older than any that has what the page needs.
    what: 'its test of engine versions',
    from: '!function(){function humanReadableVersionToPacked',
    to: 'var Module=moduleArg,',
  },
  {
    // Emscripten's debugging aid: names that give a better message when somebody misses them.
    what: 'the list of missing symbols',
    from: '"writeI53ToI64","writeI53ToI64Clamped"',
    to: '].forEach(',
  },
  {
    what: 'the list of unexported symbols',
    from: '"run","out","err","callMain"',
    to: '].forEach(',
  },
  {
    what: 'files that are fetched when they are read',
    from: 'forceLoadFile(obj){',
    to: 'absolutePath(){',
  },
];

/**
 * Emscripten's own tests of itself, which a production build of it leaves out. Their calls are found by their brackets,
 * strings passed over. One in which the package's minifier has put an assignment stays.
 */
function withoutAssertions(source: string): string {
  let text = '';
  let kept = 0;
  for (const { index } of source.matchAll(/(?<!function |[\w.$])(?:assert|consumedModuleProp)\(/g)) {
    const end = endOfCall(source, source.indexOf('(', index));
    if (index < kept || ASSIGNMENT.test(source.slice(index, end).replace(STRING, ''))) continue;
    text += `${source.slice(kept, index)}void 0`;
    kept = end;
  }
  if (kept === 0) throw new ShapeError('in micropython.mjs, assertions', 0);
  return text + source.slice(kept);
}

const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`/g;
const ASSIGNMENT = /[^=!<>]=(?![=>])|<<=|>>=|\+\+|--/;

/** @param open where the call's bracket opens @returns where what follows the call begins */
function endOfCall(source: string, open: number): number {
  const parts = new RegExp(`${STRING.source}|[()]`, 'g');
  parts.lastIndex = open;
  let depth = 0;
  for (let part = parts.exec(source); part; part = parts.exec(source)) {
    if (part[0] === '(') depth++;
    if (part[0] === ')') depth--;
    if (depth === 0) return parts.lastIndex;
  }
  throw new ShapeError('in micropython.mjs, the end of an assertion', 0);
}

function cut(source: string, { what, from, to }: Cut): string {
  const start = source.indexOf(from);
  const end = source.indexOf(to, start);
  const found = source.split(from).length - 1;
  if (found !== 1 || end < 0) throw new ShapeError(`in micropython.mjs, ${what}`, found);
  return source.slice(0, start) + source.slice(end);
}
