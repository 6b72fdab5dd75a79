import { expect, test } from './support/app';

test('a word is explained where it stands, and the search leads to it by keyboard', async ({ app }) => {
  const { page, lesson, terminal } = app;
  await terminal.prompt();
  const search = page.getByRole('dialog', { name: 'Search' });
  await expect(lesson.getByRole('button', { name: 'Search' })).toBeVisible();
  // Typed at the prompt it is a character like any other.
  await terminal.type('7 // 2');
  await terminal.press('Control+K');
  await terminal.ends('>>> 7 // 2');
  await expect(search).toHaveCount(0);

  const word = lesson.getByRole('button', { name: 'telnet', exact: true });
  await word.focus();
  await page.keyboard.press('Enter');
  const note = page.getByRole('tooltip');
  await expect(note).toContainText('One of the oldest protocols');
  await expect(word).toHaveAccessibleDescription(/One of the oldest protocols/);
  await page.keyboard.press('Escape');
  await expect(note).toHaveCount(0);

  await page.keyboard.press('/');
  await expect(search.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('half-cl');
  await expect(search.getByRole('option', { selected: true })).toContainText('half-close');
  await page.keyboard.press('Enter');
  await expect(lesson.getByRole('heading', { level: 1 })).toHaveText('Glossary');
  expect(new URL(page.url()).hash).toBe('#/lesson/glossary/term-half-close');
  await page.keyboard.press('Control+K');
  await page.keyboard.type('watch the film');
  await expect(search.getByRole('option').first()).toContainText('Watch the film');
  await page.keyboard.press('Enter');
  await expect(lesson.getByRole('region', { name: /^Watch the film/ })).toBeFocused();

  await page.emulateMedia({ media: 'print' });
  await expect(lesson.getByRole('heading', { level: 1 })).toBeVisible();
  for (const hidden of [page.getByRole('banner'), app.board, app.editor, lesson.getByText('Run').first()])
    await expect(hidden).toBeHidden();
});

test('files of a step are offered, show what they would change, and are taken back', async ({ app }) => {
  const { page, lesson, terminal } = app;
  await terminal.prompt();
  await terminal.command("f = open('five.py', 'w'); f.write('mine\\n'); f.close()");
  await page.goto(`${page.url().split('#')[0] ?? ''}#/lesson/when-the-network-fails/challenge`);
  const step = lesson.getByRole('region', { name: /^Challenge/ });
  await expect(lesson.getByRole('heading', { level: 1 })).toHaveText('When the network lets you down');
  // It is not the present step: earlier ones are not done.
  await expect(step).toBeFocused();
  const files = step.getByRole('group', { name: 'Files of this step' });
  await files.getByText('What would change in five.py').click();
  await expect(files).toContainText('remove: - mine');
  await expect(page.getByRole('tab', { name: 'Network', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(step).toContainText('The network is bad on purpose. Packets take');
  await files.getByRole('button', { name: 'Replace mine' }).click();
  await expect(app.editorText('five.py')).toBeAttached();
  await terminal.command("print(open('five.py').readline())");
  await terminal.output(/^# Fetches one page five times/);
  await files.getByRole('button', { name: 'Take five.py back' }).click();
  await expect(files.getByRole('button', { name: 'Replace mine' })).toBeVisible();
  await terminal.command("print(open('five.py').read(), 'again')");
  await terminal.output(/^mine/);
});
