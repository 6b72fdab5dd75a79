import { callLines, IMPORTS, type CallKind } from './python-calls';
import type { Random } from '../../src/shared/random';

/** Where a statement stands, and what may stand there. */
interface Place {
  /** How many blocks may be nested in it. */
  readonly depth: number;
  readonly loop: boolean;
  readonly body: 'module' | 'function' | 'generator' | 'class';
  /** The functions that may be called: none that could call back, so that no program takes for ever by itself. */
  readonly functions: readonly string[];
}

const NAMES = ['a', 'b', 'c', 'd'] as const;
const ERRORS = [
  'Exception',
  'ValueError',
  'OSError',
  '(TypeError, NameError)',
  'MemoryError',
  'KeyboardInterrupt',
] as const;
const BEGIN = `${IMPORTS}\na, b, c, d = 3, [1, 2.5, 'x'], 'text', {1: 2}`;

const CALL_KINDS = [
  [6, 'values'],
  [1, 'deep'],
  [2, 'memory'],
  [5, 'sockets'],
  [4, 'files'],
  [3, 'board'],
  [3, 'udp'],
  [3, 'interrupts'],
  [3, 'asyncio'],
] as const satisfies readonly (readonly [number, CallKind])[];

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

/** A random program. It ends by itself, or by a few Ctrl-C: no loop takes every KeyboardInterrupt for itself. */
export function pythonProgram(random: Random): string {
  return new Grammar(random).program();
}

class Grammar {
  constructor(private readonly random: Random) {}

  program(): string {
    const { random } = this;
    const functions: string[] = [];
    const lines = [BEGIN];
    for (let left = random.between(1, 8); left > 0; left--) {
      const place: Place = { depth: 3, loop: false, body: 'module', functions };
      if (functions.length < 3 && random.chance(0.3)) lines.push(...this.#function(place, functions));
      else lines.push(...this.#guarded(this.#statement(place)));
    }
    if (random.chance(0.4)) lines.push(...callLines(random, 'forever'));
    return lines.join('\n');
  }

  /** Most statements fail sooner or later: the program is to go on. */
  #guarded(lines: string[]): string[] {
    if (this.random.chance(0.2)) return lines;
    return ['try:', ...indented(lines), 'except Exception as e:', '    print(type(e))'];
  }

  #function(place: Place, functions: string[]): string[] {
    const name = ['f', 'g', 'h'][functions.length] ?? 'f';
    const body = this.random.pick(['function', 'function', 'generator']);
    const inside: Place = { depth: 2, loop: false, body, functions: [...functions] };
    const lines = [`def ${name}(${this.random.pick(['', 'a=1', 'a=1, *b', '*a, **b', 'a=None, *, b=2'])}):`];
    if (this.random.chance(0.2)) lines.push('    global c');
    lines.push(...indented(this.#block(inside)));
    if (body === 'generator') lines.push('    yield 1');
    functions.push(name);
    if (place.depth > 0 && this.random.chance(0.5)) {
      lines.push(...this.#guarded([body === 'generator' ? `a = list(${name}())` : `a = ${name}()`]));
    }
    return lines;
  }

  #block(place: Place): string[] {
    const count = this.random.between(1, 3);
    return Array.from({ length: count }, () => this.#statement(place)).flat();
  }

  #statement(place: Place): string[] {
    const { random } = this;
    if (place.body !== 'class' && random.chance(0.35)) return callLines(random, random.weighted(CALL_KINDS));
    if (place.depth > 0 && random.chance(0.5)) return this.#compound({ ...place, depth: place.depth - 1 });
    return [this.#simple(place)];
  }

  #simple(place: Place): string {
    const { random } = this;
    const name = random.pick(NAMES);
    const value = (): string => this.#expression(2, place);
    const kinds: [string, ...string[]] = [
      'assign',
      'assign',
      'augment',
      'print',
      'value',
      'unpack',
      'raise',
      'del',
    ];
    if (place.loop) kinds.push('break', 'continue');
    if (place.body === 'function') kinds.push('return');
    if (place.body === 'generator') kinds.push('yield', 'yield', 'receive', 'from');
    switch (random.pick(kinds)) {
      case 'assign':
        return `${name} = ${value()}`;
      case 'augment':
        return `${name} ${random.pick(['+', '-', '*', '//', '%', '|', '&'])}= ${value()}`;
      case 'print':
        return `print(${value()}, ${value()})`;
      case 'unpack':
        return `${name}, *${random.pick(NAMES)} = ${value()}`;
      case 'raise':
        return random.pick([
          'raise ValueError(a)',
          'raise',
          'assert a',
          'raise OSError(5)',
          'raise StopIteration',
        ]);
      case 'del':
        return random.pick([`del ${name}`, 'del b[0]', 'pass', 'a, b = b, a', 'A = 1']);
      case 'break':
        return 'break';
      case 'continue':
        return 'continue';
      case 'return':
        return `return ${value()}`;
      case 'yield':
        return `yield ${value()}`;
      case 'receive':
        return `${name} = yield`;
      case 'from':
        return `yield from ${value()}`;
      default:
        return value();
    }
  }

  #compound(place: Place): string[] {
    const { random } = this;
    // One counter for each depth: no body sets it.
    const counter = `i${place.depth}`;
    const block = (inside: Partial<Place> = {}): string[] => indented(this.#block({ ...place, ...inside }));
    const condition = this.#expression(1, place);
    switch (random.pick(['if', 'for', 'while', 'try', 'try', 'with', 'class', 'resume'])) {
      case 'if':
        return [`if ${condition}:`, ...block(), ...(random.chance(0.5) ? ['else:', ...block()] : [])];
      case 'for':
        return [
          `for ${counter} in ${this.#sequence(place)}:`,
          ...block({ loop: true }),
          ...this.#else(block),
        ];
      case 'while':
        return [
          `${counter} = ${random.between(1, 3)}`,
          `while ${counter}:`,
          `    ${counter} -= 1`,
          ...block({ loop: true }),
        ];
      case 'with':
        return ["with open('/a', 'w') as q:", ...block()];
      case 'class':
        return this.#class(place);
      case 'resume':
        return this.#resume(place);
      default:
        return this.#try(block);
    }
  }

  #else(block: () => string[]): string[] {
    return this.random.chance(0.2) ? ['else:', ...block()] : [];
  }

  #try(block: (inside?: Partial<Place>) => string[]): string[] {
    const { random } = this;
    const lines = ['try:', ...block()];
    const excepts = random.between(0, 2);
    for (let left = excepts; left > 0; left--)
      lines.push(`except ${random.pick(ERRORS)}${random.pick(['', ' as e'])}:`, ...block());
    if (random.chance(0.2)) lines.push('except:', ...block());
    if (lines.some((line) => line.startsWith('except'))) lines.push(...this.#else(block));
    // Neither `break` nor `return`: in a `finally` they would take Ctrl-C away.
    if (!lines.some((line) => line.startsWith('except')) || random.chance(0.4))
      lines.push(
        'finally:',
        ...indented([this.#simple({ depth: 0, loop: false, body: 'class', functions: [] })]),
      );
    return lines;
  }

  /** A class with some of the methods that the interpreter calls by itself. */
  #class(place: Place): string[] {
    const { random } = this;
    const inside: Place = { ...place, depth: 0, loop: false, body: 'function' };
    const lines = [
      `class A${random.pick(['', '', '(list)', '(Exception)', '(dict)', '(io.IOBase)'])}:`,
      `    x = ${this.#expression(1, place)}`,
    ];
    for (const method of [
      '__init__(self, *a)',
      '__repr__(self)',
      '__del__(self)',
      '__enter__(self)',
      '__exit__(self, *a)',
      '__iter__(self)',
      '__next__(self)',
      '__getattr__(self, b)',
      '__eq__(self, a)',
      '__hash__(self)',
      '__len__(self)',
      '__add__(self, a)',
      '__getitem__(self, a)',
      '__bool__(self)',
      '__call__(self)',
    ])
      if (random.chance(0.25)) lines.push(`    def ${method}:`, ...indented(indented(this.#block(inside))));
    const use = random.pick([
      'a = A()',
      'print(A())',
      'a = A() + A()',
      'a = {A(): 1}',
      'raise A()',
      'a = A().y',
      'a = A()[0]',
      'a = A()()',
    ]);
    return [...lines, ...this.#guarded([use])];
  }

  /** A generator that is begun, spoken to and given up. */
  #resume(place: Place): string[] {
    const { random } = this;
    const inside: Place = { ...place, depth: 0, loop: true, body: 'generator' };
    const steps = [
      'next(t)',
      't.send(1)',
      't.throw(ValueError)',
      't.close()',
      'a = list(t)',
      'del t',
    ] as const;
    return [
      'def y():',
      '    try:',
      `        for i9 in range(3):`,
      ...indented(indented(indented(this.#block(inside)))),
      '            yield i9',
      '    finally:',
      '        print(9)',
      't = y()',
      ...Array.from({ length: random.between(1, 4) }, () => random.pick(steps)),
    ];
  }

  #sequence(place: Place): string {
    const { random } = this;
    const some = [
      `range(${random.between(1, 3)})`,
      '[1, 2]',
      "'ab'",
      '{1: 2}',
      '(n for n in range(3))',
    ] as const;
    const [name] = place.functions;
    return name !== undefined && random.chance(0.2) ? `[${name}()]` : random.pick(some);
  }

  #expression(depth: number, place: Place): string {
    const { random } = this;
    if (depth === 0 || random.chance(0.2)) return this.#atom();
    const part = (): string => this.#expression(depth - 1, place);
    const [name] = place.functions;
    if (name !== undefined && random.chance(0.15)) return `${name}()`;
    switch (random.between(0, 11)) {
      case 0:
        return `${part()} ${random.pick(['+', '-', '*', '/', '//', '%', '&', '|', '^'])} ${part()}`;
      case 1:
        return `${part()} ${random.pick(['<', '==', '!=', 'in', 'is', 'and', 'or', 'not in'])} ${part()}`;
      case 2:
        return `${random.pick(['len', 'str', 'repr', 'list', 'int', 'sorted', 'bytes', 'type', 'dir', 'bool', 'sum', 'tuple', 'set', 'id', 'hash', 'iter'])}(${part()})`;
      case 3:
        return `(${part()})[${random.pick(['0', '-1', '1:', '::-1', "'x'", 'a'])}]`;
      case 4:
        return `[${part()}, ${part()}]`;
      case 5:
        return `{${part()}: ${part()}}`;
      case 6:
        return `[${part()} for n in ${this.#sequence(place)}${random.pick(['', ' if n'])}]`;
      case 7:
        return `(lambda x=${part()}: x)()`;
      case 8:
        return `(${part()} if ${part()} else ${part()})`;
      case 9:
        return `${random.pick(['-', '~', 'not '])}(${part()})`;
      case 10:
        return `(${part()}).${random.pick(["join('ab')", 'append(1)', 'upper()', "split('x')", 'keys()', 'x', 'get(1)', 'pop()', "find('t')", '__class__', 'encode()', 'copy()'])}`;
      default:
        return `f'{${this.#atom().replaceAll("'", '"')}!r} x'`;
    }
  }

  #atom(): string {
    const { random } = this;
    return random.pick([
      ...NAMES,
      '0',
      '1',
      '-7',
      '2 ** 70',
      '1.5',
      "'x'",
      "b'y'",
      'None',
      'True',
      '[]',
      '()',
      '{}',
      "'é€'",
      'e',
      'A',
      "'ab' * 9",
    ]);
  }
}
