import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileLesson } from '../lessons/compile';
import type { Block, CodeBlock, Section } from '../lessons/model';
import { TestBoard } from './test-board.test-helpers';

/** The lesson's code, as its text has it, tried on the whole board (issue: the tutorial runs). */
const lesson = compileLesson(readFileSync('public/lessons/network-tcp/lesson.rst', 'utf8'));
const sections = (blocks: readonly Block[]): Section[] =>
  blocks.flatMap((block) => (block.kind === 'section' ? [block, ...sections(block.children)] : []));
const blocksOf = (id: string): CodeBlock[] =>
  sections(lesson.children)
    .filter((section) => section.id === id)
    .flatMap((section) => section.children)
    .filter((block): block is CodeBlock => block.kind === 'console' || block.kind === 'python');

/** Types every block of a section at the prompt, or pastes it, each after the one before. The last may still run. */
async function run(board: TestBoard, id: string, how: 'typed' | 'pasted'): Promise<void> {
  const blocks = blocksOf(id);
  for (const block of blocks) {
    const prompts = (): number => board.session.snapshot.device?.prompts ?? 0;
    const before = prompts();
    const text = block.kind === 'python' ? block.source : block.copy;
    const types = block.kind === 'console' && how === 'typed';
    expect(await (types ? board.session.typeLines(block.typed) : board.session.paste(text))).toBe('sent');
    // One prompt for each Enter; by paste mode for Ctrl-E and Ctrl-D too.
    const expected = before + (types ? block.typed.length : text.split('\n').length + 1);
    if (block !== blocks.at(-1))
      await board.until(() => board.atPrompt && prompts() >= expected, block.label);
  }
}

describe.each(['typed', 'pasted'] as const)('the lesson, %s', (how) => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
  });
  afterAll(() => board.dispose());

  test('shows the film at 10 frames a second or more, until Ctrl-C', async () => {
    board.forget();
    await run(board, 'star-wars-asciimation', how);
    const frames = (): number => board.text.split('\x1b[H').length - 1;
    await board.until(() => frames() > 5, 'the film');
    const [from, begun] = [frames(), performance.now()];
    await board.until(() => frames() >= from + 20, '20 more frames');
    expect((frames() - from) / ((performance.now() - begun) / 1000)).toBeGreaterThan(9);
    board.forget();
    await board.interrupt();
    expect(board.text).toContain('KeyboardInterrupt: ');
    expect(await board.line('s.close()')).toBe('');
  });

  test('prints the page that http_get fetches', async () => {
    board.forget();
    await run(board, 'http-get-request', how);
    await board.until(() => board.atPrompt && board.text.includes('</html>'), 'the page and a prompt');
    expect(board.text).toContain('HTTP/1.0 200 OK');
  });

  test('serves the pins to a browser', async () => {
    const server = async (): Promise<void> => {
      board.forget();
      await run(board, 'simple-http-server', how);
    };
    const rows = async (): Promise<string[]> => {
      const result = await board.session.fetch({
        method: 'GET',
        to: { ip: '192.168.1.42', port: 80 },
        path: '/',
        headers: [['Host', '192.168.1.42']],
      });
      if (!result.ok) throw new Error(JSON.stringify(result.failure));
      const page = new TextDecoder().decode(result.response.body);
      return [...page.matchAll(/<tr><td>(Pin\(\d+\))<\/td><td>(\d)<\/td><\/tr>/g)].map(
        ([, pin, value]) => `${pin} ${value}`,
      );
    };

    await server();
    await board.untilText("listening on ('0.0.0.0', 80)");
    const first = await rows();
    expect(first).toEqual([
      'Pin(0) 1',
      'Pin(2) 1',
      'Pin(4) 0',
      'Pin(5) 0',
      'Pin(12) 0',
      'Pin(13) 0',
      'Pin(14) 0',
      'Pin(15) 0',
    ]);
    await board.untilText(/client connected from \('192\.168\.1\.10', \d+\)/);
    board.session.drivePin(4, 1);
    expect((await rows())[2]).toBe('Pin(4) 1');
    for (let request = 0; request < 20; request++) expect(await rows()).toHaveLength(8);

    await board.interrupt();
    await server();
    await board.untilText('OSError: [Errno 98] EADDRINUSE');
    await board.until(() => board.atPrompt);
    // The first listener is unheld since its name was bound anew; the bind that failed has collected it.
    await board.line('s.close()');
    await server();
    await board.untilText("listening on ('0.0.0.0', 80)");
    expect((await rows())[2]).toBe('Pin(4) 1');

    await board.interrupt();
    board.type('\x04');
    await board.untilText('MPY: soft reboot');
    await board.until(() => board.atPrompt);
    await server();
    await board.untilText("listening on ('0.0.0.0', 80)");
    expect(await rows()).toHaveLength(8);
    board.session.drivePin(4, null);
    await board.interrupt();
  });
});
