import { expect, test, type App } from './support/app';
import { serverProgram } from './support/lesson-text';

test.use({ siteWorker: 'present' });

/** A student's server: pages with a link, forms and a script, and answers that are wrong in several ways. */
const STUDENT_SERVER = `import socket
PAGE = '''HTTP/1.0 200 OK\\r
Content-Type: text/html\\r
\\r
<!DOCTYPE html><title>Student</title><h1>Home</h1>
<a href="/second?x=1">Second</a>
<form action="/search"><input name="q" aria-label="Query"><button>Find</button></form>
<form action="/save" method="post"><input name="name" aria-label="Name"><button>Send</button></form>
<button onclick="this.textContent = 'clicked'">Click</button>
<p id="data"></p><p id="parent"></p>
<script>
fetch('/data').then(r => r.text()).then(t => { document.getElementById('data').textContent = t });
let reach;
try { reach = 'reached ' + parent.document.title } catch (e) { reach = 'refused: ' + e.name }
document.getElementById('parent').textContent = reach;
</script>'''
s = socket.socket()
s.bind(('', 8080))
s.listen(2)
while True:
    c, a = s.accept()
    f = c.makefile('rwb', 0)
    line = f.readline().decode()
    length = 0
    while True:
        h = f.readline()
        if not h or h == b'\\r\\n':
            break
        if h.lower().startswith(b'content-length:'):
            length = int(h[15:])
    body = f.read(length).decode() if length else ''
    method, path, _ = line.split(' ')
    print('got', method, path, body)
    if path == '/':
        c.sendall(PAGE)
    elif path == '/early':
        c.send('HTTP/1.0 200 OK\\r\\nContent-Length: 99\\r\\n\\r\\nshort')
    elif path == '/words':
        c.send('hello there')
    elif path != '/silent':
        c.send('HTTP/1.0 200 OK\\r\\nContent-Type: text/plain\\r\\n\\r\\n%s %s %s' % (method, path, body))
    c.close()
`;

async function startStudentServer(app: App): Promise<void> {
  await app.terminal.prompt();
  await app.paste(STUDENT_SERVER);
  await expect(app.activity).toHaveText('waiting for a connection on port 8080');
}

test('links, forms and fetch() of the page go to the board; the page does not reach ours', async ({
  app,
}) => {
  await startStudentServer(app);
  const page = app.boardPage();
  const home = async () => {
    await app.browse('http://192.168.1.42:8080/');
    await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  };
  await home();
  await expect(page.locator('#data')).toHaveText('GET /data');
  await expect(page.locator('#parent')).toHaveText('refused: SecurityError');
  await page.getByRole('button', { name: 'Click' }).click();
  await expect(page.getByRole('button', { name: 'clicked' })).toBeVisible();

  await page.getByRole('link', { name: 'Second' }).click();
  await expect(app.browser.getByText('GET /second?x=1')).toBeVisible();
  await expect(app.address).toHaveValue('http://192.168.1.42:8080/second?x=1');
  await app.browser.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();

  await page.getByRole('textbox', { name: 'Query' }).fill('two words');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(app.browser.getByText('GET /search?q=two+words')).toBeVisible();

  await home();
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(app.browser.getByText('POST /save name=Ada')).toBeVisible();
  await app.terminal.output('got POST /save name=Ada');
});

test('each failure has a page that says why', async ({ app }) => {
  await startStudentServer(app);
  const says = async (path: string, ...words: string[]) => {
    await test.step(path, async () => {
      await app.browse(`http://192.168.1.42${path}`);
      for (const each of words) await expect(app.browser.getByRole('alert')).toContainText(each);
    });
  };
  await says(':81/', 'Nothing listens on port 81');
  await says(':8080/early', 'The board closed too early', 'short');
  await says(':8080/silent', 'The board closed too early');
  await says(':8080/words', 'It answered, but not HTTP', 'hello there');
  await app.browse('https://192.168.1.42/');
  await expect(app.browser.getByText(/speaks plain HTTP, without encryption/)).toBeVisible();
  await app.browse('http://example.com/');
  await expect(app.browser.getByText(/example\.com is outside this classroom network/)).toBeVisible();
});

test('a listener that nobody accepts on is not the same as none', { tag: '@slow' }, async ({ app }) => {
  await app.terminal.prompt();
  await app.terminal.command('import socket; s = socket.socket(); s.bind(("", 83)); s.listen(1)');
  await app.browse('192.168.1.42:83');
  // The pane gives a program ten seconds to accept.
  await expect(app.browser.getByRole('alert')).toContainText('did not call accept()', { timeout: 20_000 });
});

test('automatic reload follows a pin, and the raw view shows the bytes', async ({ app }) => {
  await app.terminal.prompt();
  await app.paste(serverProgram);
  await app.serverListens();
  await app.reloadToTable();
  await app.browser.getByRole('checkbox', { name: 'Automatic reload' }).check();
  await app.pinButton(4).click();
  await expect(app.pinRow(4)).toHaveText(/1$/);
  await app.browser.getByRole('checkbox', { name: 'Automatic reload' }).uncheck();
  await app.browser.getByRole('button', { name: 'Raw' }).click();
  await expect(app.browser.getByLabel('Answer as received')).toContainText('HTTP/1.0 200 OK');
});
