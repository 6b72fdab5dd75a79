import { expect, test } from './support/app';

test.use({ editor: 'monaco' });

function gate(): { readonly promise: Promise<void>; readonly letGo: () => void } {
  let letGo: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { promise, letGo };
}

test('main.py is open; what is typed is saved by the button and by Ctrl-S, and Run file runs it', async ({
  app,
}) => {
  await app.terminal.prompt();
  await expect(app.editor.getByRole('tab', { name: 'main.py' })).toHaveAttribute('aria-selected', 'true');
  const notSaved = app.editor.getByRole('img', { name: 'not saved' });
  await app.editorText().focus();
  await app.page.keyboard.type('print(6 * 7)');
  await expect(notSaved).toBeVisible();
  await app.page.keyboard.press('Control+S');
  await expect(notSaved).toBeHidden();
  await app.terminal.command("print(open('main.py').read())");
  await app.terminal.output(/^print\(6 \* 7\)$/);

  await app.editorText().focus();
  await app.page.keyboard.press('Control+End');
  await app.page.keyboard.type('\nprint("second")');
  await expect(notSaved).toBeVisible();
  await app.button('Save').click();
  await expect(notSaved).toBeHidden();

  await app.button('Run file').click();
  await app.terminal.output(/^42$/);
  await app.terminal.output(/^second$/);
  await app.terminal.prompt();
});

test('Run file while a program runs sends Ctrl-C first, and the terminal shows it', async ({ app }) => {
  await app.terminal.prompt();
  await app.terminal.type('while True: pass\n\n');
  await expect(app.activity).toHaveText('running');
  await app.rewrite("print('from the file')");
  await app.button('Run file').click();
  await app.terminal.output(/^from the file$/);
  await app.terminal.output('KeyboardInterrupt:');
  await app.terminal.prompt();
});

test('a block of the lesson clicked while a program runs sends Ctrl-C first', async ({ app }) => {
  await app.terminal.prompt();
  await app.terminal.type('while True: pass\n\n');
  await expect(app.activity).toHaveText('running');
  await app.runBlock('import socket');
  await app.terminal.output('KeyboardInterrupt:');
  await app.terminal.output('>>> import socket');
  await app.terminal.prompt();
});

test('the line of an uncaught error is marked, until the text changes', async ({ app }) => {
  await app.terminal.prompt();
  await app.rewrite('a = 1\n\nprint(a / 0)\n');
  await app.button('Run file').click();
  await app.terminal.output('ZeroDivisionError: divide by zero');
  await app.terminal.output(/File "\/?main\.py", line 3, in <module>/);
  await expect(app.editor.getByRole('alert')).toContainText('Line 3: ZeroDivisionError: divide by zero');
  await expect(app.editor.locator('.error-line')).toHaveCount(1);
  await app.rewrite('print(1)\n');
  await expect(app.editor.getByRole('alert')).toBeHidden();
  await expect(app.editor.locator('.error-line')).toHaveCount(0);
});

test('the lesson opens its program in the editor', async ({ app }) => {
  await app.terminal.prompt();
  await app.block('import machine').getByRole('button', { name: 'Open in editor' }).click();
  await app.editorShows('import machine');
  await app.button('Run file').click();
  await app.serverListens();
  await app.reloadToTable();
});

test('Tab indents in the editor; Escape, then Tab leaves it, once', async ({ app }) => {
  await app.terminal.prompt();
  const text = app.editorText();
  await expect(app.editor.locator('[data-widget=monaco]')).toBeVisible();
  await text.focus();
  await app.page.keyboard.press('Tab');
  await expect(text).toBeFocused();
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('Tab');
  await expect(text).not.toBeFocused();
  await text.focus();
  await app.page.keyboard.press('Tab');
  await expect(text).toBeFocused();
});

test('who types while the editor is still loading goes on typing, and nothing is lost', async ({ app }) => {
  const words = '# one two three ';
  const plain = app.editor.locator('[data-widget=plain]');
  const { promise: held, letGo } = gate();
  await app.page.route('**/monaco-view-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await app.page.reload();
  await expect(plain).toBeVisible();
  await app.editorText().focus();
  await app.page.keyboard.type(words.repeat(5), { delay: 5 });
  letGo();
  await app.page.keyboard.type(words.repeat(5), { delay: 5 });
  await expect(plain).toBeHidden();
  await app.page.keyboard.press('Control+S');
  await app.terminal.prompt();
  await app.terminal.command(`open('main.py').read() == '${words}' * 10`);
  await app.terminal.output('True');
});

test.describe('where Monaco does not load', () => {
  test.use({ editor: 'plain' });

  test('the plain box saves and runs what is typed', async ({ app }) => {
    await app.terminal.prompt();
    await app.rewrite('print(6 * 7)\n');
    await app.page.keyboard.press('Control+S');
    await expect(app.editor.getByRole('img', { name: 'not saved' })).toBeHidden();
    await app.button('Run file').click();
    await app.terminal.output(/^42$/);
    await expect(app.editor.locator('[data-widget=plain]')).toBeVisible();
  });
});
