import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
});
afterAll(() => board.dispose());

/** What a call raised: the last line of its traceback. */
const lastLine = (printed: string): string => printed.trimEnd().split('\n').at(-1) ?? '';

describe('what the chip lacks', () => {
  test('modules cannot be imported', async () => {
    const printed = await board.program(`
for name in ('js', 'jsffi', 'cmath', 'string', 'abc', 'base64', 'copy', 'datetime', 'fnmatch', 'functools', 'gzip',
             'hmac', 'html', 'inspect', 'itertools', 'locale', 'logging', 'operator', 'os.path', 'pathlib', 'stat',
             'tarfile', 'types', 'unittest', 'uu', 'zlib', 'collections.defaultdict', '_vm', '_lwip', '_pins',
             '_wlan', '_chip', 'fw_boot', 'fw_socket', 'public_socket'):
    try:
        __import__(name)
        print(name, 'is there')
    except ImportError as error:
        if str(error) != "no module named '%s'" % name:
            print(error)
`);
    expect(printed).toBe('');
  });

  test('modules in C cannot be changed', async () => {
    const source = `
import gc, machine, micropython, os, select, socket, sys, time
for module in (gc, machine, micropython, os, select, socket, sys, time):
    for change in (lambda: setattr(module, 'new', 1), lambda: delattr(module, '__name__')):
        try:
            change()
            print(module, 'is changed')
        except AttributeError:
            pass
print(socket.__name__)
`;
    expect(await board.program(source)).toBe('lwip\n');
  });

  test('of sys, path alone can be set, and is where modules are looked for from then on', async () => {
    await board.session.writeFile('/parts/here.py', new TextEncoder().encode('value = 7'));
    const source = `
import sys
path = sys.path
sys.path = ['/parts']
from here import value
print(value, sys.path, 'path' in dir(sys))
sys.path = path
del sys.modules['here']
for name in ('argv', 'platform', 'ps1', 'ps2', 'tracebacklimit'):
    try:
        setattr(sys, name, 1)
        print(name)
    except AttributeError:
        pass
for name, level in ((1, 0), ('', 0), ('x', -1)):
    try:
        __import__(name, None, None, None, level)
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
`;
    expect(await board.program(source)).toBe("7 ['/parts'] True\nTypeError\nValueError\nValueError\n");
  });

  test('functions have no code to look at, nothing has a docstring, and nothing is packed', async () => {
    const source = `
import deflate
def f():
    'text'
class C:
    'text'
for thing, name in ((f, '__code__'), (f, '__doc__'), (C, '__doc__'), (deflate.DeflateIO, 'write')):
    print(hasattr(thing, name))
`;
    expect(await board.program(source)).toBe('False\nFalse\nFalse\nFalse\n');
  });

  test("a module's names are the chip's", async () => {
    const names = async (module: string): Promise<string> =>
      (
        await board.line(`import ${module}; print(*sorted(n for n in dir(${module}) if n[0] != '_'))`)
      ).trimEnd();
    expect({
      random: await names('random'),
      math: await names('math'),
      binascii: await names('binascii'),
      hashlib: await names('hashlib'),
      collections: await names('collections'),
      time: await names('time'),
      os: await names('os'),
      vfs: await names('vfs'),
      micropython: await names('micropython'),
      sys: await names('sys'),
      gc: await names('gc'),
    }).toEqual({
      random: 'getrandbits seed',
      math:
        'acos asin atan atan2 ceil copysign cos degrees e exp fabs floor fmod frexp isfinite isinf isnan ldexp log ' +
        'modf pi pow radians sin sqrt tan trunc',
      binascii: 'a2b_base64 b2a_base64 hexlify unhexlify',
      hashlib: 'sha1 sha256',
      collections: 'OrderedDict deque namedtuple',
      time: 'gmtime localtime mktime sleep sleep_ms sleep_us ticks_add ticks_cpu ticks_diff ticks_ms ticks_us time time_ns',
      os:
        'VfsFat VfsLfs2 chdir dupterm dupterm_notify getcwd ilistdir listdir mkdir mount remove rename rmdir sep stat ' +
        'statvfs sync umount uname unlink urandom',
      vfs: 'VfsFat VfsLfs2 mount umount',
      micropython:
        'RingIO alloc_emergency_exception_buf const heap_lock heap_unlock kbd_intr mem_info opt_level qstr_info ' +
        'schedule stack_use',
      sys:
        'argv byteorder exit implementation maxsize modules path platform print_exception stderr stdin stdout ' +
        'version version_info',
      gc: 'collect disable enable isenabled mem_alloc mem_free threshold',
    });
  });

  test.each(['complex', 'compile', 'execfile', 'NotImplemented'])('%s is no builtin', async (name) => {
    expect(lastLine(await board.line(name))).toBe(`NameError: name '${name}' isn't defined`);
  });

  test.each(['center', 'partition', 'rpartition', 'splitlines'])('text has no %s', async (method) => {
    expect(lastLine(await board.line(`''.${method}`))).toBe(
      `AttributeError: 'str' object has no attribute '${method}'`,
    );
    expect(await board.line(`[hasattr(x, '${method}') for x in ('', b'', bytearray())]`)).toBe(
      '[False, False, False]\n',
    );
  });

  test.each([
    ['pow(2, 10)', '1024'],
    ['pow(2, 10, 7)', 'NotImplementedError: 3-arg pow() not supported'],
    ['(-2) ** 0.5', 'ValueError: complex values not supported'],
    ['1j', 'SyntaxError: complex values not supported'],
    ['(-8) ** 2.0, 4 ** -0.5', '(64.0, 0.5)'],
    ['pow(2)', 'TypeError: function missing 1 required positional arguments'],
    ['object().__setattr__', "AttributeError: 'object' object has no attribute '__setattr__'"],
    ["hasattr(object, '__delattr__')", 'False'],
  ])('%s is %s', async (line, result) => {
    expect(lastLine(await board.line(line))).toBe(result);
  });

  test('a slice has no indices', async () => {
    const source = `
class Asked:
    def __getitem__(self, what):
        return what
s = Asked()[1:9:2]
print(s, s.stop, hasattr(s, 'indices'))
`;
    expect(await board.program(source)).toBe('slice(1, 9, 2) 9 False\n');
  });

  test('a class is not asked by __setattr__ and __delattr__', async () => {
    const source = `
class Proxy:
    def __setattr__(self, name, value):
        print('set')
    def __delattr__(self, name):
        print('del')
p = Proxy()
p.x = 5
print(p.x)
del p.x
print(hasattr(p, 'x'), p.__setattr__('y', 1))
`;
    expect(await board.program(source)).toBe('5\nset\nFalse None\n');
  });

  test('the methods that it has are still there', async () => {
    expect(
      await board.line("'a,b'.split(','), b' x '.strip(), 'x'.encode(), bytearray(b'ab').decode()"),
    ).toBe("(['a', 'b'], b'x', b'x', 'ab')\n");
  });
});

describe('the modules of the chip', () => {
  test("help('modules') lists them", async () => {
    expect(await board.line("help('modules')")).toBe(`\
__main__          collections       machine           ssl
_asyncio          cryptolib         math              struct
_boot             deflate           micropython       sys
_espnow           dht               mip/__init__      time
_onewire          ds18x20           neopixel          tls
_webrepl          errno             network           uasyncio
apa102            esp               ntptime           uctypes
array             espnow            onewire           umqtt/robust
asyncio/__init__  flashbdev         os                umqtt/simple
asyncio/core      framebuf          platform          upysh
asyncio/event     gc                port_diag         urequests
asyncio/funcs     hashlib           random            vfs
asyncio/lock      heapq             re                webrepl
asyncio/stream    inisetup          requests/__init__ webrepl_setup
binascii          io                select            websocket
btree             json              socket
builtins          lwip              ssd1306
Plus any modules on the filesystem
`);
  });

  test.each([
    ['m', 'machine math micropython'],
    ['s', 'select socket struct sys'],
    ['j', ''],
    ['_', '__main__ _asyncio'],
  ])('import %s and Tab completes those in C', async (typed, names) => {
    board.forget();
    board.type(`import ${typed}\t`);
    if (names === '') await board.untilText('import json');
    else await board.untilText(new RegExp(`>>> import ${typed}$`));
    const shown = board.text.replace(/^[^\n]*/, '').replace(/>>> import .*$/, '');
    await board.interrupt();
    expect(shown.split(/\s+/).filter(Boolean).sort().join(' ')).toBe(names);
  });

  test('they show themselves as on the chip, and no file', async () => {
    expect(
      await board.program(`
import socket, time, sys, uos, umachine, json
open('mine.py', 'w').close()
import mine
print(socket, time, sys, uos, umachine, json, mine)
print(hasattr(mine, '__file__'), sorted(sys.modules))
`),
    ).toBe(
      "<module 'lwip'> <module 'time'> <module 'sys'> <module 'os'> <module 'machine'> <module 'json'> <module 'mine'>\n" +
        "False ['mine']\n",
    );
  });

  test('a file on the flash takes the place of an extensible one, and not of another', async () => {
    expect(
      await board.program(`
for name in ('random', 'machine', 'network', 'gc', 'datetime'):
    with open(name + '.py', 'w') as file:
        _ = file.write("where = 'flash'\\n")
import random, machine, network, gc, datetime, os
print(random.where, machine.where, hasattr(network, 'where'), hasattr(gc, 'where'), datetime.where)
for name in ('random', 'machine', 'network', 'gc', 'datetime'):
    os.remove(name + '.py')
    sys.modules.pop(name, None) and None
import random, machine
print(hasattr(random, 'seed'), hasattr(machine, 'Pin'))
`),
    ).toBe('flash flash False False flash\nTrue True\n');
  });

  test.each(['cryptolib', 'espnow', 'btree'])('%s is not there yet, and says so', async (name) => {
    expect(lastLine(await board.line(`import ${name}`))).toBe(
      `ImportError: the module '${name.split('.')[0]}' of the ESP8266 is not simulated yet`,
    );
  });

  test('a relative import by __import__ is relative to whoever calls it', async () => {
    const program = `
import os
os.mkdir('/pk')
with open('/pk/__init__.py', 'w') as f: print('load = lambda name: __import__(name, None, None, (), 1)', file=f)
with open('/pk/part.py', 'w') as f: print('value = 5', file=f)
import pk
print(pk.load('part').value)
try: pk.load('nothing')
except ImportError as error: print(error)
try: __import__('nothing', None, None, (), 1)
except ImportError as error: print(error)
`;
    expect(await board.program(program)).toBe(
      "5\nno module named 'pk.nothing'\ncan't perform relative import\n",
    );
  });

  test('what a program does to builtins and sys.modules does not reach firmware', async () => {
    expect(
      await board.program(`
import builtins, sys, gc
old = builtins.__import__, builtins.input, builtins.help
builtins.__import__ = builtins.input = builtins.help = None
sys.modules.clear()
gc.collect()
x = [bytes(100) for _ in range(100)]
del x
gc.collect()
builtins.__import__, builtins.input, builtins.help = old
import socket, os, time
s = socket.socket()
s.close()
print(os.listdir() != [], time.localtime(0))
`),
    ).toBe('True (2000, 1, 1, 0, 0, 0, 5, 1)\n');
  });
});

describe('errors', () => {
  test.each([
    ['(lambda x: x)()', 'TypeError: function takes 1 positional arguments but 0 were given'],
    ['(lambda: 1)(1, 2)', 'TypeError: function takes 0 positional arguments but 2 were given'],
    ["int('x')", 'ValueError: invalid syntax for integer with base 10'],
    ["int('zz', 16)", 'ValueError: invalid syntax for integer with base 16'],
    ['import math; math.nothing', "AttributeError: 'module' object has no attribute 'nothing'"],
    ["''.nothing", "AttributeError: 'str' object has no attribute 'nothing'"],
    ['int.nothing', "AttributeError: type object 'int' has no attribute 'nothing'"],
    ['await x', "SyntaxError: 'await' outside function"],
    ['nothing', "NameError: name 'nothing' isn't defined"],
    ['import nothing', "ImportError: no module named 'nothing'"],
    ['raise ValueError', 'ValueError:'],
  ])('%s says what the chip says', async (line, error) => {
    expect(lastLine(await board.line(line))).toBe(error);
  });
});

test('hashlib.sha1 hashes', async () => {
  expect(
    await board.program(`
import hashlib, binascii, array
h = hashlib.sha1(b'The quick brown fox ')
h.update('jumps over the lazy dog')
print(binascii.hexlify(h.digest()))
try:
    h.update(b'')
except ValueError as error:
    print(error)
print(binascii.hexlify(hashlib.sha1(array.array('H', [1, 2])).digest()))
try:
    hashlib.sha1(5)
except TypeError as error:
    print(error)
`),
  ).toBe(
    "b'2fd4e1c67a2d28fced849ee1bb76e7391b93eb12'\nhash is final\n" +
      "b'13956061322e116317ea11972afb3262b3ef978a'\nobject with buffer protocol required\n",
  );
});
