import { expect, test, type App } from './support/app';
import { filmWithPrompts, serverProgram } from './support/lesson-text';

const MARK = 'above: before the page was reloaded';

test.use({ editor: 'monaco' });

/** The old text is above the screen: Shift-PageUp scrolls there. */
async function oldText({ terminal }: App, text: string): Promise<void> {
  await terminal.output(MARK);
  await terminal.press('Shift+PageUp');
  await terminal.output(text);
}

test('a reload in the middle of the animation gives the prompt, and keeps the editor and the old text', async ({
  app,
}) => {
  await app.terminal.prompt();
  await app.rewrite('# not saved yet');
  await app.paste(filmWithPrompts);
  await app.terminal.pictures(4);
  await app.page.reload();
  await app.terminal.prompt();
  await app.terminal.output(MARK);
  await app.editorShows('# not saved yet');
  await app.terminal.command('1+1');
  await app.terminal.output(/^2$/);
  // Nothing of the film still plays.
  await expect(app.activity).toHaveText('ready');
});

test('a reload with the server running: the browser pane says that the board restarted', async ({ app }) => {
  await app.terminal.prompt();
  await app.paste(serverProgram);
  await app.serverListens();
  await app.reloadToTable();
  await app.page.reload();
  await app.terminal.prompt();
  await expect(app.browser.getByRole('heading', { name: 'The board restarted' })).toBeVisible();
  await expect(app.address).toHaveValue('http://192.168.1.42/');
  await app.button('Reload').click();
  await expect(app.browser.getByRole('alert')).toContainText('Nothing listens on port 80');
  await oldText(app, "listening on ('0.0.0.0', 80)");
  // The port is free: the old board took its sockets with it.
  await app.paste(serverProgram);
  await app.serverListens();
  await app.reloadToTable();
});

test('a saved main.py is kept over a reload and runs at the start; Stop gives the prompt', async ({
  app,
}) => {
  await app.terminal.prompt();
  await app.rewrite("import time\nprint('main runs')\ntime.sleep(100)\n");
  await app.button('Save').click();
  await expect(app.editor.getByRole('img', { name: 'not saved' })).toBeHidden();
  await app.page.reload();
  await app.terminal.ends('main runs');
  await app.editorShows('time.sleep(100)');
  await app.button('Stop').click();
  await app.terminal.prompt();
  await app.terminal.output('KeyboardInterrupt:');
});
