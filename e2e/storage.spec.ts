import type { Page } from '@playwright/test';
import { App, expect, test } from './support/app';
import { Files } from './support/files';

/** Writes a file at the prompt as a program does, and waits until it is stored. */
async function write(app: App, name: string, text: string): Promise<void> {
  await inFront(app);
  await app.terminal.command(`f = open('${name}', 'w'); _ = f.write('${text}'); f.close()`);
  await app.terminal.command('import os; os.sync()');
}

async function reads(app: App, name: string, text: string): Promise<void> {
  await inFront(app);
  await app.terminal.command(`print('[' + open('${name}').read() + ']')`);
  await app.terminal.output(`[${text}]`);
}

/** The tab that the student looks at. Another one is drawn once a second. */
async function inFront({ page }: App): Promise<void> {
  await page.bringToFront();
}

async function secondTab(app: App): Promise<{ other: App; files: Files; page: Page }> {
  const page = await app.page.context().newPage();
  await page.goto(app.page.url());
  const other = new App(page);
  await other.terminal.prompt();
  return { other, files: new Files(page), page };
}

test.describe('the list of files', () => {
  test('shows what programs wrote, opens it in the editor, and asks before it deletes', async ({ app }) => {
    const files = new Files(app.page);
    await app.terminal.prompt();
    await write(app, 'notes.txt', 'remember');
    await write(app, 'old.txt', 'x');
    await app.page.reload();
    await app.terminal.prompt();
    await files.button.click();
    await expect(files.names).toContainText(['notes.txt', 'old.txt']);
    await expect(files.panel).toContainText(/of 3\.0 MB used/);

    const remove = files.panel.getByRole('button', { name: 'Delete old.txt' });
    await remove.click();
    await files.panel.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(files.names.filter({ hasText: 'old.txt' })).toBeVisible();
    await remove.click();
    await files.panel.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(files.names.filter({ hasText: 'old.txt' })).toBeHidden();

    await files.panel.getByRole('button', { name: 'notes.txt', exact: true }).click();
    await expect(files.panel).toBeHidden();
    await app.editorShows('remember');
    await app.page.reload();
    await app.terminal.prompt();
    expect(await files.list()).not.toContain('old.txt');
  });

  test('is worked by keyboard: Escape leads back to its button', async ({ app }) => {
    const files = new Files(app.page);
    await app.terminal.prompt();
    await files.button.press('Enter');
    await expect(files.panel).toBeFocused();
    await app.page.keyboard.press('Escape');
    await expect(files.panel).toBeHidden();
    await expect(files.button).toBeFocused();
  });

  test('downloads everything as one archive, and takes files from the computer', async ({ app }) => {
    const files = new Files(app.page);
    await app.terminal.prompt();
    await files.button.click();
    await files.panel
      .getByLabel('Files to add')
      .setInputFiles({ name: 'added.txt', mimeType: 'text/plain', buffer: Buffer.from('from outside') });
    await expect(files.names.filter({ hasText: 'added.txt' })).toBeVisible();
    const download = app.page.waitForEvent('download');
    await files.panel.getByRole('button', { name: 'Download all' }).click();
    expect((await download).suggestedFilename()).toBe('board-files.zip');
    await app.page.keyboard.press('Escape');
    await reads(app, 'added.txt', 'from outside');
  });
});

test('erasing the flash asks first, empties it, and leaves text in the editor that is not saved', async ({
  app,
}) => {
  const files = new Files(app.page);
  await app.terminal.prompt();
  await write(app, 'data.txt', '1');
  await app.rewrite('# not saved yet');
  await files.button.click();
  await files.panel.getByRole('button', { name: 'Erase flash…' }).click();
  await expect(files.question).toContainText('data.txt');
  await files.answer('Cancel').click();
  await expect(files.names.filter({ hasText: 'data.txt' })).toBeVisible();
  await files.panel.getByRole('button', { name: 'Erase flash…' }).click();
  await files.answer('Cancel').press('Escape');
  await expect(files.question).toBeHidden();
  await files.panel.getByRole('button', { name: 'Erase flash…' }).click();
  await files.question.getByRole('button', { name: /^Erase \d/ }).click();
  await expect(files.panel).toBeHidden();
  await app.terminal.prompt();
  await app.terminal.command("'data.txt' in __import__('os').listdir()");
  await app.terminal.output('False');
  await app.editorShows('# not saved yet');
  await app.page.reload();
  await app.terminal.prompt();
  expect(await files.list()).not.toContain('data.txt');
  await app.editorShows('# not saved yet');
});

test.describe('two tabs', () => {
  test('the second works on a copy and takes the flash over; the first goes on with a copy, and back', async ({
    app,
  }) => {
    const files = new Files(app.page);
    await app.terminal.prompt();
    await write(app, 'a.txt', 'one');
    const second = await secondTab(app);
    await expect(second.files.banner).toContainText('Another tab has this board’s flash');
    await reads(second.other, 'a.txt', 'one');

    await write(app, 'a.txt', 'two');
    await inFront(second.other);
    await second.files.offer('Use it here').click();
    await expect(second.files.banner).toBeHidden();
    await second.other.terminal.prompt();
    await reads(second.other, 'a.txt', 'two');
    await expect(files.banner).toContainText('Another tab has taken over');
    await write(app, 'a.txt', 'of the copy');
    await write(second.other, 'a.txt', 'three');

    // What the first has changed since is not mixed with what is stored: it is asked.
    await inFront(app);
    await files.offer('Use it here').click();
    await expect(files.question).toContainText('a.txt');
    await files.answer('Cancel').click();
    await files.offer('Use it here').click();
    await files.answer('Keep stored files').click();
    await expect(files.banner).toBeHidden();
    await app.terminal.prompt();
    await reads(app, 'a.txt', 'three');
    await expect(second.files.banner).toContainText('Another tab has taken over');
  });

  test('the files of a copy replace the stored ones when the student wants it', async ({ app }) => {
    await app.terminal.prompt();
    await write(app, 'stored.txt', '1');
    const second = await secondTab(app);
    await write(second.other, 'mine.txt', '2');
    await second.other.terminal.command("os.remove('stored.txt')");
    await second.files.offer('Use it here').click();
    await expect(second.files.question).toContainText('mine.txt and stored.txt');
    await second.files.answer('Use this tab’s files').click();
    await expect(second.files.banner).toBeHidden();
    await second.page.reload();
    await second.other.terminal.prompt();
    const names = await second.files.list();
    expect(names).toContain('mine.txt');
    expect(names).not.toContain('stored.txt');
  });

  test('a tab that does not let go is robbed', async ({ app }) => {
    await app.page.addInitScript('delete window.BroadcastChannel');
    await app.page.reload();
    await app.terminal.prompt();
    await write(app, 'a.txt', 'one');
    const second = await secondTab(app);
    await second.files.offer('Use it here').click();
    await expect(second.files.banner).toBeHidden();
    await expect(new Files(app.page).banner).toContainText('Another tab has taken over');
    await write(second.other, 'a.txt', 'two');
    await second.page.reload();
    await second.other.terminal.prompt();
    await reads(second.other, 'a.txt', 'two');
  });

  test('a tab that does not know of it cannot write what another has taken over', async ({ app }) => {
    // As in a browser without locks, and without a way to tell it.
    await app.page.addInitScript(
      'delete window.BroadcastChannel; Object.defineProperty(navigator, "locks", { value: undefined })',
    );
    await app.page.reload();
    await app.terminal.prompt();
    await write(app, 'a.txt', 'one');
    const second = await secondTab(app);
    await write(second.other, 'a.txt', 'two');
    await expect(new Files(app.page).banner).toBeHidden();
    await inFront(app);
    await app.terminal.command("open('a.txt', 'w').close()");
    await expect(new Files(app.page).banner).toContainText('Another tab has taken over');
    await inFront(second.other);
    await second.page.reload();
    await second.other.terminal.prompt();
    await reads(second.other, 'a.txt', 'two');
  });

  test('the second takes the place of the first when that is closed', async ({ app }) => {
    await app.terminal.prompt();
    await write(app, 'a.txt', 'one');
    const second = await secondTab(app);
    await expect(second.files.banner).toBeVisible();
    await app.page.close();
    await expect(second.files.banner).toBeHidden();
    await write(second.other, 'b.txt', 'two');
    await second.page.reload();
    await second.other.terminal.prompt();
    await expect(second.files.banner).toBeHidden();
    await reads(second.other, 'b.txt', 'two');
  });

  test('text that is not saved stays in each of them, over a reload of either', async ({ app }) => {
    await app.terminal.prompt();
    await app.rewrite('# of the first');
    const second = await secondTab(app);
    await second.other.rewrite('# of the second');
    await inFront(app);
    await app.page.reload();
    await app.terminal.prompt();
    await app.editorShows('# of the first');
    await inFront(second.other);
    await second.page.reload();
    await second.other.terminal.prompt();
    await second.other.editorShows('# of the second');
    // What is saved in a copy lives there only, and so comes back as text that is not saved.
    await second.other.button('Save').click();
    await expect(second.other.editor.getByRole('img', { name: 'not saved' })).toBeHidden();
    await second.page.reload();
    await second.other.terminal.prompt();
    await second.other.editorShows('# of the second');
    await expect(second.other.editor.getByRole('img', { name: 'not saved' })).toBeVisible();
    await inFront(app);
    await app.page.reload();
    await app.terminal.prompt();
    await app.editorShows('# of the first');
  });
});

test.describe('a browser without storage', () => {
  for (const [how, script] of [
    ['has none', 'Object.defineProperty(window, "indexedDB", { value: undefined })'],
    [
      'forbids it',
      'IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); }',
    ],
    ['never answers', 'IDBFactory.prototype.open = () => new EventTarget()'],
  ] as const) {
    test(`that ${how}: the board works, and a banner says what that means`, async ({ app }) => {
      const files = new Files(app.page);
      await app.page.addInitScript(script);
      await app.page.reload();
      await app.terminal.prompt();
      await expect(files.banner).toContainText('live only as long as this tab');
      await write(app, 'a.txt', 'here');
      await reads(app, 'a.txt', 'here');
      await files.offer('Try again').click();
      await expect(files.banner).toContainText('That did not work');
    });
  }

  test('that is full: what does not fit is named and stays on the board, until there is room', async ({
    page,
    siteUrl,
  }) => {
    const app = new App(page);
    const files = new Files(page);
    const devtools = await page.context().newCDPSession(page);
    const { origin } = new URL(siteUrl);
    // Before the storage is opened: the browser goes on with the space that it knew for a while.
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
    await page.goto(siteUrl);
    await app.terminal.prompt();
    await write(app, 'small.txt', 'kept');
    await app.terminal.type("f = open('large.bin', 'wb')\n");
    await app.terminal.type('for i in range(200): _ = f.write(bytes(6000))\n\n\nf.close()\n');
    await expect(files.banner).toContainText('full: large.bin is on the board and in this tab, but not kept');
    await app.terminal.prompt();
    await app.terminal.command("os.stat('large.bin')[6]");
    await app.terminal.output('1200000');
    // What fits is kept all the same.
    await write(app, 'small.txt', 'kept too');
    await files.offer('Try again').click();
    await expect(files.offer('Try again')).toBeEnabled();
    await expect(files.banner).toBeVisible();
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    await expect(async () => {
      await files.offer('Try again').click();
      await expect(files.banner).toBeHidden({ timeout: 1000 });
    }).toPass();
    await app.page.reload();
    await app.terminal.prompt();
    await reads(app, 'small.txt', 'kept too');
    expect(await files.list()).toContain('large.bin');
  });

  test('whose data are cleared meanwhile: the tab has the files, and stores them again when asked', async ({
    app,
    siteUrl,
  }) => {
    const files = new Files(app.page);
    const devtools = await app.page.context().newCDPSession(app.page);
    await app.terminal.prompt();
    await write(app, 'a.txt', 'one');
    const { origin } = new URL(siteUrl);
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await expect(files.banner).toContainText('closed this page’s storage');
    await reads(app, 'a.txt', 'one');
    await files.offer('Keep them again').click();
    await expect(files.banner).toBeHidden();
    await app.page.reload();
    await app.terminal.prompt();
    await reads(app, 'a.txt', 'one');
  });
});

test('files of the first layout are kept, and a record that makes no sense is named and left alone', async ({
  app,
}) => {
  await app.terminal.prompt();
  await app.page.evaluate(async () => {
    const done = (request: IDBRequest) =>
      new Promise((resolve, reject) => {
        request.onsuccess = resolve;
        request.onerror = reject;
      });
    // The page closes its own connection for this.
    await done(indexedDB.deleteDatabase('pinwire'));
    const opening = indexedDB.open('pinwire', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('files');
    await done(opening);
    const files = opening.result.transaction('files', 'readwrite').objectStore('files');
    await done(files.put(new TextEncoder().encode('old'), '/lib/old.txt'));
    await done(files.put('not bytes', '/broken.txt'));
    opening.result.close();
  });
  await expect(new Files(app.page).banner).toContainText('closed this page’s storage');
  await app.page.reload();
  await app.terminal.prompt();
  await expect(app.terminal.region.getByRole('status')).toContainText('could not read broken.txt');
  await reads(app, 'lib/old.txt', 'old');
  await write(app, 'lib/new.txt', 'new');
  await app.page.reload();
  await app.terminal.prompt();
  await reads(app, 'lib/new.txt', 'new');
});
