import { expect, test, type App } from './support/app';
import {
  filmStatements,
  filmWithPrompts,
  httpGetCall,
  httpGetProgram,
  serverProgram,
} from './support/lesson-text';

/** Whoever opens the browser pane is this host of the board's network. */
const CLIENT = /^client connected from \('192\.168\.1\.10', \d+\)$/;

async function filmUntilInterrupt({ terminal }: App): Promise<void> {
  await terminal.pictures(5);
  await terminal.press('Control+C');
  await terminal.prompt();
  await terminal.output('KeyboardInterrupt:');
}

async function pageIsPrinted({ terminal }: App): Promise<void> {
  await terminal.output('<h1>Hello from the other end!</h1>');
  await terminal.output('</html>');
  await terminal.prompt();
}

async function serverFollowsThePins(app: App): Promise<void> {
  await app.serverListens();
  await app.reloadToTable();
  await expect(app.pinRow(4)).toHaveText(/0$/);
  await app.terminal.output(CLIENT);
  await app.pinButton(4).click();
  await expect(app.pinButton(4)).toHaveAccessibleName(/wired to 3V3, reads high/);
  await app.button('Reload').click();
  await expect(app.pinRow(4)).toHaveText(/1$/);
  await app.terminal.press('Control+C');
  await app.terminal.prompt();
  await app.terminal.output('KeyboardInterrupt:');
}

test.describe('the asciimation streams until Ctrl-C', () => {
  test('typed', async ({ app }) => {
    await app.terminal.prompt();
    for (const statement of filmStatements) await app.terminal.program(statement);
    await filmUntilInterrupt(app);
  });

  test('pasted with its prompts', async ({ app }) => {
    await app.terminal.prompt();
    await app.paste(filmWithPrompts);
    await filmUntilInterrupt(app);
  });

  test('clicked', async ({ app }) => {
    await app.terminal.prompt();
    await app.finishBlock('import socket');
    await app.finishBlock('addr_info = socket.getaddrinfo("towel.blinkenlights.nl", 23)');
    await app.finishBlock('addr = addr_info[0][-1]');
    await app.finishBlock('s = socket.socket()');
    await app.runBlock('while True:');
    await filmUntilInterrupt(app);
    await expect(app.block('while True:').getByRole('status')).toHaveText('stopped');
  });
});

test.describe('http_get prints the page', () => {
  test('pasted', async ({ app }) => {
    await app.terminal.prompt();
    await app.paste(httpGetProgram);
    await app.terminal.prompt();
    await app.paste(`>>> ${httpGetCall}\n`);
    await pageIsPrinted(app);
  });

  test('clicked', async ({ app }) => {
    await app.terminal.prompt();
    await app.finishBlock('def http_get(url):');
    await app.runBlock(httpGetCall);
    await pageIsPrinted(app);
  });
});

test.describe('the HTTP server shows a table that follows the pins', () => {
  test('typed', async ({ app }) => {
    await app.terminal.prompt();
    await app.terminal.program(serverProgram.split('\n'));
    await serverFollowsThePins(app);
  });

  test('pasted', async ({ app }) => {
    await app.terminal.prompt();
    await app.paste(serverProgram);
    await serverFollowsThePins(app);
  });

  test('clicked', async ({ app }) => {
    await app.terminal.prompt();
    await app.runBlock('import machine');
    await serverFollowsThePins(app);
  });
});

test.describe('the server started again right after Ctrl-C finds its port taken, which the page explains', () => {
  const reason = /port is still taken.*Ctrl-D.*s\.close\(\)/s;

  test('pasted; it starts after Ctrl-D, and after s.close()', async ({ app }) => {
    const { terminal } = app;
    await terminal.prompt();
    await startAndInterrupt(app, () => app.paste(serverProgram));
    await app.paste(serverProgram);
    await terminal.output('OSError: [Errno 98] EADDRINUSE');
    await terminal.prompt();
    await expect(terminal.region.getByText(reason)).toBeVisible();

    await terminal.press('Control+D');
    await terminal.output('MPY: soft reboot');
    await terminal.prompt();
    await startAndInterrupt(app, () => app.paste(serverProgram));

    await terminal.command('s.close()');
    await app.paste(serverProgram);
    await app.serverListens();
    await app.reloadToTable();
  });

  test('clicked; the reason stands at the block, with a button that restarts Python', async ({ app }) => {
    await app.terminal.prompt();
    await startAndInterrupt(app, () => app.runBlock('import machine'));
    await app.runBlock('import machine');
    const alert = app.block('import machine').getByRole('alert');
    await expect(alert).toContainText(reason);
    await app.terminal.output('OSError: [Errno 98] EADDRINUSE');
    await alert.getByRole('button', { name: /^Restart Python/ }).click();
    await app.terminal.output('MPY: soft reboot');
    await app.terminal.prompt();
    await app.runBlock('import machine');
    await app.serverListens();
  });
});

async function startAndInterrupt(app: App, start: () => Promise<void>): Promise<void> {
  await start();
  await app.serverListens();
  await app.terminal.press('Control+C');
  await app.terminal.prompt();
}
