import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('files', () => {
  const store = new MemoryFlash();
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start(store);
    await board.line('import os');
  });
  afterAll(() => board.dispose());

  /** Waits until the page knows a file as this, and finds it so in its store. */
  async function kept(path: string, text: string | null): Promise<void> {
    const expected = text === null ? null : bytes(text);
    const same = (): boolean => String(board.session.readFile(path)) === String(expected);
    await board.until(same, `${path} to be ${String(text)}`);
    expect(store.read(path)).toEqual(expected);
  }

  test('that a program writes, renames and removes reach the store of the page', async () => {
    await board.program("with open('log.txt', 'w') as f:\n    f.write('one\\n')\n");
    await kept('/log.txt', 'one\n');
    await board.program("with open('log.txt', 'a') as f:\n    f.write('two\\n')\n");
    await kept('/log.txt', 'one\ntwo\n');
    await board.line("os.rename('log.txt', 'old.txt')");
    await kept('/old.txt', 'one\ntwo\n');
    await kept('/log.txt', null);
    await board.line("os.remove('old.txt')");
    await kept('/old.txt', null);
  });

  test('in directories reach it too', async () => {
    await board.line("os.mkdir('lib'); f = open('lib/thing.py', 'w'); f.write('x = 5'); f.close()");
    await kept('/lib/thing.py', 'x = 5');
    expect(await board.line("os.listdir('lib'), os.listdir()")).toBe("(['thing.py'], ['lib'])\n");
    expect(await board.line('import thing; thing.x')).toBe('5\n');
    await board.line("os.rename('lib', 'bib')");
    await kept('/bib/thing.py', 'x = 5');
    await kept('/lib/thing.py', null);
  });

  test('that the page saves and removes are seen by a running program', async () => {
    await board.session.writeFile('/signal', bytes('old'));
    await board.start(
      "while open('/signal').read() != 'new':\n    pass\nprint('seen')\nwhile 'signal' in os.listdir():\n    pass\nprint('gone')",
    );
    await board.until(() => board.session.snapshot.device?.activity.kind === 'running');
    await board.session.writeFile('/signal', bytes('new'));
    await board.untilText('seen');
    await board.session.removeFile('/signal');
    await board.untilText('gone');
    await board.until(() => board.atPrompt);
  });

  test.each([
    ["open('nope')", '[Errno 2] ENOENT'],
    ["open('nope/x', 'w')", '[Errno 2] ENOENT'],
    ["open('dir')", '[Errno 21] EISDIR'],
    ["open('dir', 'w')", '[Errno 21] EISDIR'],
    ["open('file/x', 'w')", '20'],
    ["open('n' * 256, 'w')", '36'],
    ["os.remove('nope')", '[Errno 2] ENOENT'],
    ["os.remove('dir')", '39'],
    ["os.rmdir('dir')", '39'],
    ["os.rename('nope', 'x')", '[Errno 2] ENOENT'],
    ["os.rename('file', 'dir')", '[Errno 21] EISDIR'],
    ["os.stat('nope')", '[Errno 2] ENOENT'],
    ["os.mkdir('dir')", '[Errno 17] EEXIST'],
    ["os.listdir('nope')", '[Errno 2] ENOENT'],
    ["os.ilistdir('file')", '20'],
    ["os.chdir('nope')", '[Errno 2] ENOENT'],
    ["open('file').write('x')", '[Errno 9] EBADF'],
    ["os.mount(1, '/x')", '[Errno 95] EOPNOTSUPP'],
    ['os.VfsLfs2(1)', '[Errno 95] EOPNOTSUPP'],
    ['os.VfsFat.mkfs(1)', '[Errno 95] EOPNOTSUPP'],
  ])("%s fails with the chip's number", async (call, error) => {
    await board.session.writeFile('/dir/x', bytes('1'));
    await board.session.writeFile('/file', bytes('1'));
    expect(await board.line(call)).toContain(`\nOSError: ${error}\n`);
  });

  test('are out of reach while the flash is not mounted', async () => {
    await board.session.writeFile('/file', bytes('1'));
    const source = `
import vfs
flash = vfs.mount()[0][0]
vfs.umount('/')
print(vfs.mount(), os.listdir('/'))
try:
    open('/file')
except OSError as error:
    print(error)
vfs.mount(flash, '/')
print(open('/file').read())
`;
    expect(await board.program(`import os${source}`)).toBe('[] []\n[Errno 19] ENODEV\n1\n');
  });

  test('may be those of a file system in Python, once that is mounted', async () => {
    const source = `
import io
class Text(io.IOBase):
    def __init__(self, data):
        self.data = data
    def readinto(self, buf):
        n = min(len(buf), len(self.data))
        buf[:n] = self.data[:n]
        self.data = self.data[n:]
        return n
    def ioctl(self, op, arg):
        return 0
    def close(self):
        pass
class Made:
    def mount(self, readonly, mkfs):
        pass
    def umount(self):
        pass
    def chdir(self, path):
        pass
    def getcwd(self):
        return '/'
    def ilistdir(self, path):
        yield ('made.py', 32768, 0, 8)
    def stat(self, path):
        if path in ('/made.py', 'made.py'):
            return (32768,) + (0,) * 5 + (8, 0, 0, 0)
        raise OSError(2)
    def open(self, path, mode):
        return Text(b'value=42')
os.mount(Made(), '/made')
print('made' in os.listdir('/'), list(os.ilistdir('/made')), os.stat('/made/made.py')[6])
print([entry for entry in os.ilistdir('/') if entry[0] == 'made'])
print(len(os.mount()))
import sys
sys.path.append('/made')
import made
print(made.value)
path = sys.path.pop()
os.umount('/made')
print('made' in os.listdir('/'))
`;
    expect(await board.program(source)).toBe(
      "True [('made.py', 32768, 0, 8)] 8\n[('made', 16384, 0)]\n2\n42\nFalse\n",
    );
  });

  test.each([
    ["os.stat('file')[:7]", '(32768, 0, 0, 0, 0, 0, 1)'],
    ["os.stat('dir')[:6]", '(16384, 0, 0, 0, 0, 0)'],
    ["sorted(os.ilistdir('/dir'))", "[('x', 32768, 0, 1)]"],
    ["[e for e in os.ilistdir() if e[0] == 'dir']", "[('dir', 16384, 0, 0)]"],
    ["os.listdir('/../dir/.')", "['x']"],
    ["os.chdir('dir'); os.getcwd(); os.listdir(); os.chdir('../..'); os.getcwd()", "'/dir'\n['x']\n'/'"],
    ["f = open('tmp', 'w'); os.remove('tmp'); f.close(); 'tmp' in os.listdir()", 'False'],
    ["open('file')", '<io.TextIOWrapper>'],
    ["open('file', 'rb')", '<io.FileIO>'],
    ["f = open('file'); f.close(); f.read()", 'ValueError: I/O operation on closed file'],
    ["'VfsPosix' in dir(os), os.sep, len(os.urandom(3))", "(False, '/', 3)"],
    ['os.sync()', ''],
    ['import vfs; vfs.mount()', "[(<VfsLfs2>, '/')]"],
  ])('%s shows what the chip shows', async (call, shown) => {
    await board.session.writeFile('/dir/x', bytes('1'));
    await board.session.writeFile('/file', bytes('1'));
    expect(await board.line(call)).toContain(shown && `${shown}\n`);
  });

  test("no path leads out of the flash, to the interpreter's own files", async () => {
    for (const path of ['/fw', '/../fw', '/dev', '/proc/self/fd', '/flash', '/tmp'])
      expect(await board.line(`os.stat('${path}')`)).toContain('OSError: [Errno 2] ENOENT');
  });

  test('have the time of the board’s clock', async () => {
    expect(
      await board.line("import time; t = time.time(); open('t', 'w').close(); os.stat('t')[7] - t in (0, 1)"),
    ).toBe('True\n');
  });
});

describe('at the start', () => {
  const started = async (files: Record<string, string>): Promise<string> => {
    const contents = Object.entries(files).map(([path, text]) => [path, bytes(text)] as const);
    const board = await TestBoard.start(new MemoryFlash(Object.fromEntries(contents)));
    const { text } = board;
    board.dispose();
    return text.slice(0, text.indexOf('MicroPython v')).replaceAll('\r\n', '\n');
  };

  test('an uncaught exception in boot.py skips main.py', async () => {
    const text = await started({ '/boot.py': '1/0\n', '/main.py': 'print("main")\n' });
    expect(text).toContain('File "boot.py", line 1, in <module>\nZeroDivisionError');
    expect(text).not.toContain('main\n');
  });

  test('main.py has what boot.py made, and SystemExit is no error', async () => {
    expect(await started({ '/boot.py': 'a = 7\nraise SystemExit\n', '/main.py': 'print("main", a)\n' })).toBe(
      'main 7\n\n',
    );
  });
});
