import { readFile } from 'node:fs/promises';
import { receiptReport } from '../src/cli/lessons/receipt-report';
import { fakeZip, LAMP_DATA, LAMP_TEXT, PNG } from '../src/lessons/packs/pack.test-helpers';
import { textHash } from '../src/lessons/receipt';
import { expect, test, type App } from './support/app';

/** Drops a file onto the page, as from a window of the student's files. */
async function drop({ page }: App, name: string, archive: Uint8Array): Promise<void> {
  await page.evaluate(
    ([file, base64]) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      transfer.items.add(new File([bytes], file, { type: 'application/zip' }));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
        );
    },
    [name, Buffer.from(archive).toString('base64')] as const,
  );
}

const text = `${LAMP_TEXT}\n.. image:: lamp.png\n   :alt: A lamp\n`;
const lampEdition = textHash(text, LAMP_DATA);
const lampZip = fakeZip([
  { name: 'lamp/lesson.rst', contents: text },
  { name: 'lamp/lesson.yaml', contents: LAMP_DATA },
  { name: 'lamp/lamp.png', contents: PNG },
]);

test('a dropped zip: the student is told whose it is, does its step, has it after a reload, and removes it', async ({
  app,
}) => {
  const { page, lesson, terminal } = app;
  await terminal.prompt();
  await expect(lesson.getByRole('button', { name: /^Lessons/ })).toBeVisible();
  await drop(app, 'lamp.zip', lampZip);
  const question = page.getByRole('dialog');
  await expect(question.getByRole('heading')).toHaveText('Lessons from lamp.zip');
  await expect(question).toContainText('not part of this site');
  await expect(question).toContainText('Written by Ada for class 9b.');
  await question.getByRole('button', { name: 'Open them' }).click();
  await expect(lesson.getByRole('heading', { level: 1 })).toHaveText('The lamp');
  await expect(lesson.getByText('From lamp.zip, not of this site')).toBeVisible();
  const picture = lesson.getByRole('img', { name: 'A lamp' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);

  await app.finishBlock('6 * 7');
  await expect(lesson.getByRole('heading', { name: /^Light/ })).toHaveAccessibleName(/, done$/);
  await expect(app.browser).toContainText(
    'Sandboxed in a new tab: the board has code of lessons from lamp.zip.',
  );

  // What it is handed in as is what the command verifies.
  await lesson.getByText('Save a receipt').click();
  await lesson.getByRole('textbox', { name: /^Your name/ }).fill('Ada');
  const saved = page.waitForEvent('download');
  await lesson.getByRole('button', { name: 'Save the file' }).click();
  const receipt = await saved;
  expect(receipt.suggestedFilename()).toBe('lamp-receipt-ada.json');
  const { code, text } = receiptReport(await readFile(await receipt.path(), 'utf8'), [lampEdition]);
  expect([code, text]).toEqual([
    0,
    expect.stringMatching(/Student {2}Ada\n(.*\n)+Done {5}1 of 1 steps\n {2}✓ Light/),
  ]);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('lamp');
  await expect(page.getByRole('option', { name: /from lamp.zip/ }).first()).toBeVisible();
  await page.keyboard.press('Escape');

  await page.reload();
  await terminal.prompt();
  await expect(lesson.getByRole('heading', { level: 1 })).toHaveText('The lamp');
  await expect(lesson.getByRole('heading', { name: /^Light/ })).toHaveAccessibleName(/, done$/);
  await expect(app.browser).toContainText('code of lessons from lamp.zip');

  await lesson.getByRole('button', { name: 'About' }).click();
  await page.getByRole('button', { name: 'Remove the lessons from lamp.zip' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(lesson.getByRole('heading', { level: 1 })).toHaveText('Network - TCP sockets');
  await expect(page.getByText('None so far.')).toBeVisible();
});

test('a hostile zip does nothing but give an error', async ({ app }) => {
  const { page, lesson, terminal } = app;
  await terminal.prompt();
  await expect(lesson.getByRole('button', { name: /^Lessons/ })).toBeVisible();
  await drop(app, 'evil.zip', fakeZip([{ name: 'a/../../lesson.yaml', contents: LAMP_DATA }]));
  const told = page.getByRole('dialog');
  await expect(told.getByRole('alert')).toContainText('evil.zip holds a file named “a/../../lesson.yaml”');
  await told.getByRole('button', { name: 'Close' }).click();
  const script = `${LAMP_TEXT}\n\`Go <javascript:alert(1)>\`_\n`;
  await drop(
    app,
    'script.zip',
    fakeZip([
      { name: 'lamp/lesson.rst', contents: script },
      { name: 'lamp/lesson.yaml', contents: LAMP_DATA },
    ]),
  );
  await expect(told.getByRole('alert')).toContainText('lamp/lesson.rst:9 The address “javascript:alert(1)”');
  await told.getByRole('button', { name: 'Close' }).click();
  await expect(lesson.getByRole('heading', { level: 1 })).toHaveText('Network - TCP sockets');
});
