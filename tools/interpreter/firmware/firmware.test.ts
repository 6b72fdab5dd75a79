import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FrozenFirmware } from '../../../src/interpreter/frozen-firmware';
import { SECTION } from '../../../src/interpreter/frozen-image';
import { FrozenList } from '../../../src/interpreter/frozen-list';
import { firmwareSources, interpreterFiles, type InterpreterFiles } from '../build';
import { firmwareImage } from './build';
import { Compiler } from './compiler';

/** Every kind of constant, of function and of name. */
const SAMPLE = `
def counted(*, first, **others):
    "thrown away"
    for each in range(first):
        yield lambda: (each, others)

class Thing:
    x = 2147483648
    def __repr__(self):
        return "<%s %d>" % ("a string of more than ten characters", self.x)

try:
    raise ValueError(b"bytes", b"", -4294967297)
except ValueError as error:
    caught = error.args
constants = (None, True, ..., 1.5 == 3 / 2, "name", ("in", "side", -1), (), "")
said = "\\n".join(repr(each) for each in (caught, constants, Thing(), [f() for f in counted(first=2, k=3)]))
`;

const SAID = `(b'bytes', b'', -4294967297)
(None, True, Ellipsis, True, 'name', ('in', 'side', -1), (), '')
<a string of more than ten characters 2147483648>
[(0, {'k': 3}), (1, {'k': 3})]`;

let files: InterpreterFiles;
let folder: string;
beforeAll(async () => {
  files = await interpreterFiles();
  folder = await mkdtemp(path.join(tmpdir(), 'pinwire-firmware-'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

async function imageOf(sources: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const paths: string[] = [];
  for (const [name, source] of Object.entries(sources)) {
    paths.push(path.join(folder, name));
    await writeFile(path.join(folder, name), source);
  }
  return firmwareImage(files.wasm, files.loader, paths);
}

/** An interpreter with an image in its memory, of which it imports the module `sample`. */
async function running(image: Uint8Array) {
  const lists: FrozenList[] = [];
  const interpreter = await Compiler.start(
    files.wasm,
    files.loader,
    (...asked) => lists[0]?.find(...asked) ?? 0,
  );
  const said: string[] = [];
  const unfolded = FrozenFirmware.unfold(interpreter.wasm, interpreter.memory, image);
  const list = new FrozenList(interpreter.memory);
  lists.push(list);
  for (const [name, address] of unfolded.modules) list.add(name, address);
  interpreter.register('_test', { say: (text: string) => void said.push(text) });
  return { unfolded, said, run: (code: string) => interpreter.run(code) };
}

const IMPORT = "import sys\nsys.path[:] = ['.frozen']\nimport _test, sample\n_test.say(sample.said)";

describe('what is compiled when we are built', { timeout: 60_000 }, () => {
  test('runs as its source would', async () => {
    const { run, said } = await running(await imageOf({ 'sample.py': SAMPLE }));
    run(IMPORT);
    expect(said).toEqual([SAID]);
  });

  test('modules import each other, and names that several have are one', async () => {
    const { run, said } = await running(
      await imageOf({
        'sample.py': 'import another\nsaid = another.a_name_of_both() + another.__name__',
        'another.py': 'def a_name_of_both():\n    return "called "',
      }),
    );
    run(IMPORT);
    expect(said).toEqual(['called another']);
  });

  test('takes as much memory as it says, and is the same each time', async () => {
    const image = await imageOf({ 'sample.py': SAMPLE });
    expect(await imageOf({ 'sample.py': SAMPLE })).toEqual(image);
    const [low = 0, middle = 0, high = 0] = image;
    const said = (low & 0x7f) | ((middle & 0x7f) << 7) | (high << 14);
    const { unfolded } = await running(image);
    expect(unfolded.used).toBe(low < 0x80 ? low : middle < 0x80 ? (low & 0x7f) | (middle << 7) : said);
  });

  test('has no mistake in it: the build stops', async () => {
    await expect(imageOf({ 'sample.py': 'def f(:' })).rejects.toThrow('SyntaxError');
  });
});

test('the binary has our firmware, every file of it', async () => {
  const module = new WebAssembly.Module(await readFile(files.wasm));
  const [image] = WebAssembly.Module.customSections(module, SECTION);
  const { unfolded } = await running(new Uint8Array(image ?? new ArrayBuffer(0)));
  const names = (await firmwareSources()).map((file) => path.basename(file));
  expect([...unfolded.modules.keys()]).toEqual(names);
});
