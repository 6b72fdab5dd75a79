import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { FOREIGN_IN_CODE } from '../../../src/interpreter/chip-names';
import { SECTION, TYPES } from '../../../src/interpreter/frozen-image';
import { CompiledModules } from './compiled';
import { Compiler } from './compiler';
import { ImageWriter } from './image-writer';

/**
 * Compiles firmware with the interpreter that is to run it, and puts it into its binary as a section of its own: what is
 * compiled need not be compiled at each start (docs/architecture.md, "The interpreter").
 *
 * @param loader the binary's ES module
 * @param sources files in Python @returns the binary with them
 */
export async function withFirmware(
  binary: string,
  loader: string,
  sources: readonly string[],
): Promise<Uint8Array> {
  const image = await firmwareImage(binary, loader, sources);
  return Buffer.concat([await readFile(binary), customSection(SECTION, image)]);
}

export async function firmwareImage(
  binary: string,
  loader: string,
  sources: readonly string[],
): Promise<Uint8Array> {
  const compiler = await Compiler.start(binary, loader);
  const { memory, wasm } = compiler;
  const compiled = new CompiledModules(wasm, memory);
  const modules = new Map<string, number>();
  for (const file of sources)
    modules.set(path.basename(file), compiler.compile(path.basename(file), await readFile(file, 'utf8')));
  const types = Object.fromEntries(TYPES.map((type) => [type, compiler.address(type)])) as Record<
    (typeof TYPES)[number],
    number
  >;
  const writer = new ImageWriter({
    memory,
    types,
    names: compiler.names,
    foreign: new Set(FOREIGN_IN_CODE),
    allNames: compiler.allNames,
  });
  for (const [name, code] of modules) writer.add(name, compiled.read(code));
  return writer.image();
}

/** WebAssembly specification, "Custom section". */
function customSection(name: string, contents: Uint8Array): Uint8Array {
  const sized = (bytes: Uint8Array): Uint8Array => Buffer.concat([leb(bytes.length), bytes]);
  const CUSTOM = 0;
  return Buffer.concat([Buffer.of(CUSTOM), sized(Buffer.concat([sized(Buffer.from(name)), contents]))]);
}

function leb(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.of(...bytes, rest);
}
