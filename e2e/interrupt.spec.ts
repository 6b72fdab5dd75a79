import { expect, test } from './support/app';

const calls = [
  { line: 'while True: pass', closing: '\n', activity: 'running' },
  { line: 'import time; time.sleep(100)', closing: '', activity: 'sleeping 100 s' },
  { line: 'input("name? ")', closing: '', activity: 'waiting for input' },
  { line: 's.accept()', closing: '', activity: 'waiting for a connection on port 81' },
];

test('Ctrl-C ends each call that blocks', async ({ app }) => {
  const { terminal } = app;
  await terminal.prompt();
  await terminal.command('import socket; s = socket.socket(); s.bind(("", 81)); s.listen(1)');
  for (const { line, closing, activity } of calls) {
    await test.step(line, async () => {
      await terminal.type(`${line}\n${closing}`);
      await expect(app.activity).toHaveText(activity);
      await terminal.press('Control+C');
      // What a screen reader gets comes a little after what is drawn: the command itself may not be there yet.
      await expect
        .poll(() => terminal.since(`>>> ${line}`), { message: `the prompt after ${line}` })
        .toEqual(expect.stringMatching(/KeyboardInterrupt:\n>>>$/));
    });
  }
});

test('Ctrl-C ends recv() that waits for more than comes', async ({ app }) => {
  const { terminal } = app;
  await terminal.prompt();
  await terminal.command('import socket');
  await terminal.command('t = socket.socket(); t.bind(("", 82)); t.listen(1)');
  await terminal.command('c = socket.socket(); c.connect(("127.0.0.1", 82))');
  await terminal.enter('c.recv(10)');
  await expect(app.activity).toHaveText(/^waiting for data from /);
  await terminal.press('Control+C');
  await terminal.prompt();
  await terminal.output('KeyboardInterrupt:');
});

test('during a flood of output the page answers, and Ctrl-C ends it', async ({ app }) => {
  const { terminal } = app;
  await terminal.prompt();
  await terminal.type("while True: print('x' * 60)\n\n");
  await terminal.output(/^x{60}$/);
  await app.pinButton(4).click();
  await expect(app.pinButton(4)).toHaveAccessibleName(/wired to 3V3/);
  await expect(app.button('Stop')).toBeEnabled();
  await terminal.press('Control+C');
  await terminal.prompt();
  await terminal.output('KeyboardInterrupt:');
  await terminal.command('6 * 7');
  await terminal.output(/^42$/);
});

test('Stop ends a program as Ctrl-C does', async ({ app }) => {
  await app.terminal.prompt();
  await app.terminal.type('while True: pass\n\n');
  await expect(app.activity).toHaveText('running');
  await app.button('Stop').click();
  await app.terminal.prompt();
  await app.terminal.output('KeyboardInterrupt:');
});
