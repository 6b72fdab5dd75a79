import binaryen from 'binaryen';
import { functionsOf, type Landmarks } from './binary';
import { before } from './bodies';
import { callsIn, type Expression } from './expressions';
import { findBinaryOp } from './integers';
import { only } from './shape-error';

const { i32, none, createType } = binaryen;

const IS_EXACTLY = 'is_exactly';
const WARN = 'warn_of_bytes';

/** MP_BINARY_OP_NOT_EQUAL (py/runtime0.h), and the objects False and True (py/obj.h). */
const NOT_EQUAL = 5;
const FALSE = 14;
const TRUE = 30;

/** The two lowest bits of an object that is not an address (py/obj.h); and a string by its number, with its third bit. */
const TAG_BITS = 3;
const STRING_BITS = 7;
const IS_STRING = 2;

/** `mp_print_t` (py/mpprint.h), as byte offsets. */
const Print = { data: 0, write: 4 } as const;

/**
 * `b'a' == 'a'` is False, and the chip says so on the console (MICROPY_PY_STR_BYTES_CMP_WARN). The host puts the
 * addresses of the two types into globals, and that of what is printed: its length, then its characters.
 */
export function warnOfBytes(module: binaryen.Module, { platPrint }: Landmarks): void {
  for (const name of ['type_bytes', 'type_str', 'text_bytes_warning']) {
    module.addGlobal(name, i32, true, module.i32.const(0));
    module.addGlobalExport(name, name);
  }
  addIsExactly(module);
  addWarn(module, platPrint);
  const [OPERATION, LEFT, RIGHT] = [0, 1, 2];
  const local = (index: number): Expression => module.local.get(index, i32);
  const isBytes = (index: number): Expression =>
    module.call(IS_EXACTLY, [local(index), module.global.get('type_bytes', i32)], i32);
  const isText = (index: number): Expression =>
    module.i32.or(
      module.i32.eq(module.i32.and(local(index), module.i32.const(STRING_BITS)), module.i32.const(IS_STRING)),
      module.call(IS_EXACTLY, [local(index), module.global.get('type_str', i32)], i32),
    );
  const differ = module.select(
    module.i32.eq(local(OPERATION), module.i32.const(NOT_EQUAL)),
    module.i32.const(TRUE),
    module.i32.const(FALSE),
  );
  const other = module.if(
    isBytes(LEFT),
    isText(RIGHT),
    module.if(isBytes(RIGHT), isText(LEFT), module.i32.const(0)),
  );
  before(
    module,
    findEqual(module),
    module.if(other, module.block(null, [module.call(WARN, [], none), module.return(differ)])),
  );
}

/** `is_exactly(object, type)`. */
function addIsExactly(module: binaryen.Module): void {
  const [OBJECT, TYPE] = [0, 1];
  const local = (index: number): Expression => module.local.get(index, i32);
  const body = module.if(
    module.i32.and(local(OBJECT), module.i32.const(TAG_BITS)),
    module.i32.const(0),
    module.i32.eq(module.i32.load(0, 4, local(OBJECT)), local(TYPE)),
  );
  module.addFunction(IS_EXACTLY, createType([i32, i32]), i32, [], body);
}

/** Prints by the console's own `print_strn`, as MicroPython does. */
function addWarn(module: binaryen.Module, platPrint: number): void {
  const text = (): Expression => module.global.get('text_bytes_warning', i32);
  const field = (offset: number): Expression => module.i32.load(offset, 4, module.i32.const(platPrint));
  const table = binaryen.getTableInfo(module.getTableByIndex(0)).name;
  const body = module.call_indirect(
    table,
    field(Print.write),
    [field(Print.data), module.i32.add(text(), module.i32.const(4)), module.i32.load(0, 4, text())],
    createType([i32, i32, i32]),
    none,
  );
  module.addFunction(WARN, none, none, [], body);
}

/** `mp_obj_equal_not_equal(operation, left, right)` is what `mp_binary_op` calls first. */
export function findEqual(module: binaryen.Module): string {
  const functions = functionsOf(module).filter(({ base }) => base === '');
  const [first] = callsIn(findBinaryOp(functions).body);
  return only('mp_obj_equal_not_equal in mp_binary_op', first?.operands.length === 3 ? [first.target] : []);
}
