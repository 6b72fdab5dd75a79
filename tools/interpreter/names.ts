import binaryen from 'binaryen';
import type { Landmarks } from './binary';
import type { Expression } from './expressions';

const { i32, none } = binaryen;

/** `qstr_pool_t.len` (py/qstr.h), as a byte offset. */
const POOL_LENGTH = 12;

/**
 * Every string that a program makes is looked for among the interned ones (py/objstr.c), pool by pool; nearly always
 * in vain. The host keeps a table with one bit for each 16-bit hash that an interned string has
 * (src/interpreter/name-filter.ts); where the bit is clear, the search is not begun. The table starts with the newest
 * pool and its length as they were when it was made; when they differ, `host_new_names` brings it up to date.
 */
export function filterNames(module: binaryen.Module, { qstrFind, qstrHash, qstrLastPool }: Landmarks): void {
  module.addFunctionImport('host_new_names', 'env', 'host_new_names', none, none);
  module.addGlobal('name_filter', i32, true, module.i32.const(0));
  module.addGlobalExport('name_filter', 'name_filter');
  module.addGlobal('name_pools', i32, false, module.i32.const(qstrLastPool));
  module.addGlobalExport('name_pools', 'name_pools');
  const search = `${qstrFind.name}_search`;
  const stock = binaryen.getFunctionInfo(module.getFunction(qstrFind.name));
  module.addFunction(search, stock.params, stock.results, [...stock.vars], stock.body);

  const [BYTES, LENGTH, POOL, HASH] = [0, 1, 2, 3];
  const local = (index: number): Expression => module.local.get(index, i32);
  const filter = (): Expression => module.global.get('name_filter', i32);
  const outOfDate = module.i32.or(
    module.i32.ne(module.i32.load(0, 4, filter()), local(POOL)),
    module.i32.ne(module.i32.load(4, 4, filter()), module.i32.load(POOL_LENGTH, 4, local(POOL))),
  );
  const bit = module.i32.and(
    module.i32.shr_u(
      module.i32.load8_u(8, 1, module.i32.add(filter(), module.i32.shr_u(local(HASH), module.i32.const(3)))),
      module.i32.and(local(HASH), module.i32.const(7)),
    ),
    module.i32.const(1),
  );
  const lookAtFilter = module.block(null, [
    module.local.set(POOL, module.i32.load(0, 4, module.i32.const(qstrLastPool))),
    module.if(outOfDate, module.call('host_new_names', [], none)),
    module.local.set(HASH, module.call(qstrHash, [local(BYTES), local(LENGTH)], i32)),
    module.if(module.i32.eqz(bit), module.return(module.i32.const(0))),
  ]);
  const body = module.block(
    null,
    [
      module.if(
        module.if(filter(), module.i32.ne(local(LENGTH), module.i32.const(0)), module.i32.const(0)),
        lookAtFilter,
      ),
      module.call(search, [local(BYTES), local(LENGTH)], i32),
    ],
    i32,
  );
  module.removeFunction(qstrFind.name);
  module.addFunction(qstrFind.name, stock.params, stock.results, [i32, i32], body);
}
