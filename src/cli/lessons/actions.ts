import type { SolutionAction } from '../../lessons/lesson-data';
import type { CodeBlock } from '../../lessons/model';
import type { HttpRequest } from '../../protocol/http';
import { encode, LessonProblem, type LessonBoard } from './lesson-board';

interface ActionContext {
  readonly blocks: readonly CodeBlock[];
  /** What is done after it. */
  readonly next: SolutionAction | null;
  /** Whether what it waits for has come. */
  readonly seen: (() => boolean) | null;
}

/** Nobody is faster from the keyboard to another part of the page, in milliseconds. */
const MOMENT = 100;
/** How long a page may take before what comes next is done all the same, in milliseconds. */
const PAGE_PATIENCE = 1_500;

/** @throws {LessonProblem} when one of them cannot be done */
export async function performActions(
  board: LessonBoard,
  actions: readonly SolutionAction[],
  blocks: readonly CodeBlock[],
): Promise<void> {
  const checks = actions.map(({ wait }) => (typeof wait === 'object' ? wait : null));
  let seen: (() => boolean) | null = checks[0] ? board.sees(checks[0]) : null;
  for (const [at, action] of actions.entries()) {
    // What is waited for may come while the action before it goes on.
    const next = checks[at + 1];
    const sees = next ? board.sees(next) : null;
    await performAction(board, action, { blocks, next: actions[at + 1] ?? null, seen });
    seen = sees;
  }
}

async function performAction(
  board: LessonBoard,
  action: SolutionAction,
  context: ActionContext,
): Promise<void> {
  const { run, type, paste, save, run_file, press, wire, open, post, network, wait } = action;
  const { session } = board;
  if (run !== undefined) await enter(board, context, () => board.runBlock(blockOf(run, context)));
  else if (type !== undefined) await enter(board, context, () => board.typeLines(type));
  else if (paste !== undefined) await enter(board, context, () => board.paste(paste));
  else if (save) await board.time.during(session.writeFile(`/${save.path}`, encode(save.text)));
  else if (run_file !== undefined) await enter(board, context, () => board.runFile(run_file));
  else if (press !== undefined) await pressKey(board, press);
  else if (wire) await setWire(board, wire);
  else if (open !== undefined) await visit(board, { method: 'GET', url: open });
  else if (post) await visit(board, { method: 'POST', url: post.to, body: post.body });
  else if (network !== undefined) board.setNetwork(network);
  else if (typeof wait === 'number') await board.pause(wait * 1_000);
  else if (context.seen) await board.until(context.seen, `what \`wait\` asks for: ${JSON.stringify(wait)}`);
}

function blockOf(id: string, { blocks }: ActionContext): CodeBlock {
  const block = blocks.find((one) => one.id === id);
  if (!block) throw new LessonProblem(`the text has no code block “${id}”`);
  return block;
}

/** Something that needs the prompt next waits for it; what does not may come while the program runs. */
async function enter(
  board: LessonBoard,
  { next }: ActionContext,
  send: () => Promise<number>,
): Promise<void> {
  const prompts = await send();
  const needsPrompt = [next?.run, next?.type, next?.paste, next?.run_file].some((one) => one !== undefined);
  if (!needsPrompt) {
    await board.pause(MOMENT);
    return;
  }
  const isBack = (): boolean => board.atPrompt && board.prompts >= prompts;
  if (await board.comes(isBack, board.patience)) return;
  throw new LessonProblem(
    'the next action needs the prompt, and the program still runs. Put `press: ctrl-c` or a `wait` before it',
  );
}

async function pressKey(board: LessonBoard, key: NonNullable<SolutionAction['press']>): Promise<void> {
  const boot = board.session.snapshot.device?.boot;
  if (key === 'ctrl-c') await board.interrupt();
  else if (key === 'reset') {
    await board.session.reset();
    await board.until(() => board.atPrompt, 'the prompt after the reset');
  } else {
    board.session.softReset();
    const isNew = (): boolean => board.atPrompt && board.session.snapshot.device?.boot !== boot;
    await board.until(isNew, 'the prompt after Ctrl-D');
  }
}

const DRIVES = { '3v3': 1, gnd: 0, none: null } as const;

async function setWire(board: LessonBoard, { gpio, to }: NonNullable<SolutionAction['wire']>): Promise<void> {
  board.session.drivePin(gpio, DRIVES[to]);
  const isWired = (): boolean =>
    board.session.snapshot.device?.pins.find((pin) => pin.gpio === gpio)?.drive === DRIVES[to];
  await board.until(isWired, `the wire at GPIO${gpio}`);
}

async function visit(
  board: LessonBoard,
  asked: { method: string; url: string; body?: string },
): Promise<void> {
  const url = new URL(asked.url);
  const form = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
  const request: HttpRequest = {
    method: asked.method,
    to: { ip: url.hostname, port: url.port === '' ? 80 : Number(url.port) },
    path: `${url.pathname}${url.search}`,
    headers: [['Host', url.host], ...(asked.body === undefined ? [] : [form])],
    ...(asked.body === undefined ? {} : { body: encode(asked.body) }),
  };
  let answered = false;
  void board.session.fetch(request).then(() => (answered = true));
  // A page that does not come is the lesson's own business, in a mistake's example for one.
  await board.comes(() => answered, PAGE_PATIENCE);
}
