import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
  await board.line('import machine, micropython, socket, sys, time');
});
afterAll(() => board.dispose());

describe('what objects show of themselves', () => {
  test.each([
    ['time.sleep, print, help, micropython.mem_info', '(<function>, <function>, <function>, <function>)'],
    ['machine.Pin.value, socket.socket.connect', '(<function>, <function>)'],
    ['machine.Pin(2).value, [].append', '(<bound_method>, <bound_method>)'],
    ['(lambda x: lambda: x)(1)', '<closure>'],
    ['type(time.sleep), type(time.sleep) is type(lambda: 0)', "(<class 'function'>, False)"],
    ['def own(): pass\n\n\n\nown.__name__', "'own'"],
  ])('%s is %s', async (line, result) => {
    expect((await board.line(line)).trimEnd().split('\n').at(-1)).toBe(result);
  });

  test('a function of the program has name and address, one of the chip no name at all', async () => {
    expect(await board.line('def own(): pass\n\n\n\nown')).toMatch(/<function own at 0x[0-9a-f]+>\n$/);
    const error = await board.line('time.sleep.__name__');
    expect(error).toContain("AttributeError: 'function' object has no attribute '__name__'");
  });

  test('help(socket) lists functions as the chip does', async () => {
    expect(await board.line('help(socket)')).toContain('\n  getaddrinfo -- <function>\n');
  });
});

describe('bytes and text', () => {
  const WARNING = 'Warning: Comparison between bytes and str\n';
  test.each([
    ["b'a' == 'a', 'a' != b'a'", `${WARNING}${WARNING}(False, True)`],
    ["'a' in [b'a', 'a']", `${WARNING}True`],
    ["b'a' == b'a', 'a' == 'a', b'a' == 1, bytearray(b'a') == b'a'", '(True, True, False, True)'],
    ["'a' * 50 == b'a' * 50", `${WARNING}False`],
  ])('%s is %s', async (line, result) => {
    expect(await board.line(line)).toBe(`${result}\n`);
  });
});

describe('decorators', () => {
  test('what @micropython.native marks does what it would do without', async () => {
    const program = `
@micropython.native
def total(numbers, *, start=0):
    for number in numbers:
        start += number
    return start
@micropython.native
def count(n):
    while n:
        yield n
        n -= 1
print(total(range(10), start=2), list(count(3)))
`;
    expect(await board.program(program)).toBe('47 [3, 2, 1]\n');
  });

  test.each(['viper', 'asm_xtensa', 'nothing'])('@micropython.%s is refused', async (name) => {
    const error = 'SyntaxError: invalid micropython decorator (viper and asm_xtensa are not simulated)\n';
    expect(await board.program(`@micropython.${name}\ndef f(): pass`)).toContain(error);
  });
});

describe('exceptions when there is no memory', () => {
  const raised = (size: number): string => `
micropython.alloc_emergency_exception_buf(${size})
def outer(): inner()
def inner(): missing
def caught(function):
    micropython.heap_lock()
    try:
        function()
    except Exception as error:
        return error
    finally:
        micropython.heap_unlock()
sys.print_exception(caught(outer))
print(caught(inner).args)
`;
  test('the emergency buffer has what was raised, and its first two places', async () => {
    const printed = await board.program(raised(100));
    expect(printed).toMatch(/, in outer\n.*, in inner\nNameError: name 'missing' isn't defined\n/);
    expect(printed).not.toContain(', in caught');
    expect(printed).toContain("(\"name 'missing' isn't defined\",)\n");
  });

  test('without it only the type is left', async () => {
    const printed = await board.program(raised(0));
    expect(printed).toBe('NameError: \n()\n');
  });
});
