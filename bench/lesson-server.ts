import { readFile } from 'node:fs/promises';
import type { HttpRequest } from '../src/protocol/http';
import { LAN } from '../src/protocol/air';
import { TestBoard } from '../src/cli/test-board.test-helpers';
import { MemoryFlash } from '../src/cli/node-host';

/** The lesson's own HTTP server, word for word. */
export async function serverProgram(): Promise<string> {
  const lesson = await readFile('public/lessons/network-tcp/lesson.rst', 'utf8');
  const start = lesson.indexOf('    import machine\n');
  const server = lesson.slice(start, lesson.indexOf('.. skip: end', start)).replace(/^ {4}/gm, '');
  // Its greeting of every client is left out: the terminal is measured elsewhere.
  return server.replace(/^ *print\('client connected[^\n]*\n/m, '');
}

/** A board on which the lesson's own HTTP server runs. */
export async function startLessonServer(build?: string): Promise<TestBoard> {
  const program = await serverProgram();
  const board = await TestBoard.start(new MemoryFlash({ '/server.py': Buffer.from(program) }), build);
  board.type('exec(open("/server.py").read())\r');
  await board.untilText('listening on');
  return board;
}

/** For the server's page. */
export const REQUEST: HttpRequest = {
  method: 'GET',
  to: { ip: LAN.board, port: 80 },
  path: '/',
  headers: [['Host', LAN.board]],
};

/** One request as the browser pane makes it; the result is how long it took, in milliseconds. */
export async function request(board: TestBoard): Promise<number> {
  const start = performance.now();
  const result = await board.session.fetch(REQUEST);
  if (!result.ok) throw new Error(`the lesson's server did not answer: ${result.failure.kind}`);
  if (!result.response.body.includes(60)) throw new Error("the lesson's server answered with no page");
  return performance.now() - start;
}
