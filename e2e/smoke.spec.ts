import { expect, test } from './support/app';
import { carrier } from './support/site';

test.use({ editor: 'monaco' });

test('the page is isolated where it is to be, the prompt appears, and 1+1 is 2', async ({ app }) => {
  expect(await app.page.evaluate(() => crossOriginIsolated)).toBe(carrier !== 'messages');
  await app.terminal.prompt();
  await app.terminal.command('1+1');
  const lines = (await app.terminal.lines()).filter((line) => line !== '');
  expect(lines.slice(-3)).toEqual(['>>> 1+1', '2', '>>>']);
});
