import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { expect, test, type App } from './support/app';
import { httpGetProgram } from './support/lesson-text';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const step = ({ lesson }: App, title: string) =>
  lesson.getByRole('region', { name: new RegExp(`^${title}`) });

test('a step is done by whatever way, is told, and is done after a reload', async ({ app }) => {
  const { terminal, lesson, page } = app;
  await terminal.prompt();
  const first = step(app, 'Find the host');
  await expect(first.getByRole('button', { name: /^Hint ?, step “Find the host”/ })).toBeVisible();
  await terminal.command('import socket');
  await terminal.command('socket.getaddrinfo("towel.blinkenlight.nl", 23)');
  await expect(first).toContainText('Compare the name letter by letter');
  await terminal.command('socket.getaddrinfo("towel.blinkenlights.nl", 23)[0][-1]');
  await expect(first.getByRole('heading')).toHaveAccessibleName(/^Find the host.*, done$/);
  await expect(lesson.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute('aria-valuenow', '1');
  await expect(lesson.getByText('Step done: Find the host. Next: Watch the film.')).toBeAttached();
  await first.getByRole('button', { name: 'Next step' }).click();
  await expect(step(app, 'Watch the film')).toBeFocused();
  expect(new URL(page.url()).hash).toBe('#/lesson/network-tcp/watch-the-film');
  await page.reload();
  await expect(first.getByRole('heading')).toHaveAccessibleName(/^Find the host.*, done$/);
});

test('hints come one at a time, then the solution, which can be run; axe finds nothing serious', async ({
  app,
}) => {
  const { terminal, lesson, page } = app;
  await terminal.prompt();
  const first = step(app, 'Find the host');
  const hints = first.getByRole('list', { name: 'Hints' }).getByRole('listitem');
  await first.getByRole('button', { name: /hint/i }).click();
  await expect(hints).toHaveCount(1);
  await first.getByRole('button', { name: /hint/i }).click();
  await expect(hints).toHaveCount(2);
  await first.getByRole('button', { name: /^Show the solution/ }).click();
  // Not as a script of the page, which the page's own policy forbids.
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const { violations } = await checker.run(document, { iframes: false, resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id }) => id);
  });
  expect(found).toEqual([]);
  const solution = first.getByRole('group', { name: 'Solution' });
  for (const button of await solution.getByRole('button', { name: 'Run' }).all()) {
    await button.click();
    await terminal.prompt();
  }
  await expect(first.getByRole('heading')).toHaveAccessibleName(/, done$/);
  await expect(lesson.getByRole('button', { name: /^Steps 1 of 7/ })).toBeVisible();
});

test('a request without an end is helped by its own sentence', async ({ app }) => {
  const { terminal } = app;
  await terminal.prompt();
  await app.lesson.getByRole('button', { name: /^Steps/ }).click();
  await app.page.getByRole('menuitem', { name: /Fetch a web page/ }).click();
  await app.paste(httpGetProgram.replace('\\r\\nHost: %s\\r\\n\\r\\n', '\\r\\nHost: %s\\r\\n'));
  await terminal.prompt();
  await terminal.enter("http_get('http://micropython.org/ks/test.html')");
  await expect(step(app, 'Fetch a web page')).toContainText('Your request has no end');
});

test('another lesson is opened from the list, and Back leads back', async ({ app }) => {
  const { lesson, page, terminal } = app;
  await terminal.prompt();
  await lesson.getByRole('button', { name: /^Lessons/ }).click();
  await page.getByRole('menuitem', { name: /^First contact/ }).click();
  await expect(lesson.getByRole('heading', { level: 1 })).toHaveText('First contact');
  expect(new URL(page.url()).hash).toBe('#/lesson/first-contact');
  await terminal.command("print('hello')");
  await expect(step(app, 'Say something').getByRole('heading')).toHaveAccessibleName(/, done$/);
  await page.goBack();
  await expect(lesson.getByRole('heading', { level: 1 })).toHaveText('Network - TCP sockets');
});
