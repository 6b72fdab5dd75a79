import binaryen from 'binaryen';
import { addressOfString, exportConstant, functionsOf, type Landmarks } from './binary';
import { callsIn, infoOf, isConst, replace, walk, type Expression, type Node } from './expressions';
import { UNKNOWN_DECORATOR } from './decorators';
import { only } from './shape-error';

const { i32 } = binaryen;

/** What the host makes into the chip's own: which modules there are, and what errors say. */
export interface Tables {
  /** `mp_builtin_module_map` and `mp_builtin_extensible_module_map` (py/objmodule.c): a `mp_map_t` each. */
  readonly modules: number;
  readonly extensibleModules: number;
  /** Where an address of one of TEXTS stands in the code. */
  readonly texts: ReadonlyMap<TextName, readonly Node[]>;
  /** The call that adds to `text_integer` what was given. */
  readonly quoteInteger: Node;
  /** The calls that give an imported module its `__file__`, which the chip leaves out. */
  readonly moduleFiles: readonly Node[];
}

/**
 * Texts that the port has in a longer form than the chip (MICROPY_ERROR_REPORTING). The host puts the address of
 * another one into the global of this name.
 */
const TEXTS = {
  text_integer: 'invalid syntax for integer with base %d: ',
  text_arity: '%q() takes %d positional arguments but %d were given',
  text_no_attribute: "module '%q' has no attribute '%q'",
  text_decorator: UNKNOWN_DECORATOR,
} as const;
type TextName = keyof typeof TEXTS;

export function openTables(module: binaryen.Module, { storeFile }: Landmarks): void {
  const tables = findTables(module, storeFile);
  exportConstant(module, 'builtin_modules', tables.modules);
  exportConstant(module, 'extensible_modules', tables.extensibleModules);
  for (const [name, uses] of tables.texts) {
    module.addGlobal(name, i32, true, module.i32.const(addressOfString(module, TEXTS[name])));
    module.addGlobalExport(name, name);
    for (const use of uses) replace(use, module.global.get(name, i32));
  }
  for (const call of [tables.quoteInteger, ...tables.moduleFiles]) replace(call, module.nop());
}

/** @param storeFile the call that would give `__main__` its `__file__` */
export function findTables(module: binaryen.Module, storeFile: Node): Tables {
  const bodies = functionsOf(module)
    .filter(({ base }) => base === '')
    .map(({ body }) => [...walk(body)]);
  const nodes = bodies.flat();
  const names = Object.keys(TEXTS) as TextName[];
  return {
    ...findModuleMaps(nodes),
    texts: new Map(names.map((name) => [name, usesOf(nodes, TEXTS[name], module)])),
    quoteInteger: findQuoteInteger(bodies, addressOfString(module, TEXTS.text_integer)),
    moduleFiles: findModuleFiles(nodes, storeFile),
  };
}

/** `mp_store_attr(module, MP_QSTR___file__, name)` in do_load, for text and for bytecode (py/builtinimport.c). */
function findModuleFiles(nodes: readonly Node[], storeFile: Node): Node[] {
  const nameIn = ({ info }: Node): unknown =>
    infoOf((info['operands'] as readonly Expression[]).at(-2) ?? 0)['value'];
  const calls = nodes.filter(
    (node) =>
      node.info.id === binaryen.CallId &&
      node.expression !== storeFile.expression &&
      nameIn(node) === nameIn(storeFile),
  );
  return calls.length > 0 ? calls : only('the store of __file__ in do_load', []);
}

/** `mp_module_get_builtin(name, extensible)` looks in one of two maps: the only call with such a choice before a name. */
function findModuleMaps(nodes: readonly Node[]): Pick<Tables, 'modules' | 'extensibleModules'> {
  const choices = nodes.flatMap(({ info }) => {
    if (info.id !== binaryen.CallId) return [];
    const [map, name] = (info['operands'] as readonly Expression[]).map(infoOf);
    if (map?.id !== binaryen.SelectId || name?.id !== binaryen.BinaryId) return [];
    if (name['op'] !== binaryen.OrInt32 || !isConst(infoOf(name['right'] as Expression), 2)) return [];
    const addresses = [map['ifFalse'], map['ifTrue']].map((side) => infoOf(side as Expression));
    if (addresses.some(({ id }) => id !== binaryen.ConstId)) return [];
    return [addresses.map((address) => address['value'] as number)];
  });
  const [modules = 0, extensibleModules = 0] = only('the maps in mp_module_get_builtin', choices);
  return { modules, extensibleModules };
}

function usesOf(nodes: readonly Node[], text: string, module: binaryen.Module): Node[] {
  const address = addressOfString(module, text);
  const uses = nodes.filter(({ info }) => isConst(info, address));
  return uses.length > 0 ? uses : only(`a use of ${JSON.stringify(text)}`, []);
}

/** In `mp_parse_num_integer`, `mp_str_print_quoted(print, text, length, true)`. */
function findQuoteInteger(bodies: readonly (readonly Node[])[], text: number): Node {
  const body = only(
    'the error of mp_parse_num_integer',
    bodies.filter((nodes) => nodes.some(({ info }) => isConst(info, text))),
  );
  const [root] = body;
  const calls = root ? callsIn(root.expression) : [];
  const quoting = new Set(
    calls
      .filter(({ operands }) => operands.length === 4 && isConst(infoOf(operands[3] ?? 0), 1))
      .map(({ target }) => target),
  );
  return only(
    'the call of mp_str_print_quoted in mp_parse_num_integer',
    body.filter(({ info }) => {
      if (info.id !== binaryen.CallId || !quoting.has(info['target'] as string)) return false;
      return isConst(infoOf((info['operands'] as readonly Expression[])[3] ?? 0), 1);
    }),
  );
}
