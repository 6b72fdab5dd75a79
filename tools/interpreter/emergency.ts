import binaryen from 'binaryen';
import { functionsOf, type FunctionInfo, type Landmarks } from './binary';
import { before } from './bodies';
import { callsIn, infoOf, isConst, replace, walk, type Expression, type Node } from './expressions';
import { only } from './shape-error';

const { i32, none, createType } = binaryen;

/** Where in the buffer the parts of an exception lie (py/objexcept.c, EMG_BUF_…): two entries of a traceback first. */
const Place = { traceback: 0, tuple: 24, string: 36, text: 52 } as const;
const TRACEBACK_BYTES = 24;

/** Sizes by which the allocations are known. */
const EXCEPTION_BYTES = 16;
const ENTRY_BYTES = 12;

const START = 'emergency_start';
const BYTES = 'emergency_bytes';
const ALLOCATE = 'emergency_alloc';
const ROOM = 'emergency_room';

/**
 * `micropython.alloc_emergency_exception_buf`, which this build leaves out: where the heap is full or locked, what an
 * exception says and where it was raised lie in a buffer that the program has set aside. The host says where it is.
 */
export function keepEmergencyBuffer(module: binaryen.Module, landmarks: Landmarks): void {
  const { allocate, places, text } = findAllocations(module, landmarks.gcAlloc);
  for (const name of [START, BYTES]) {
    module.addGlobal(name, i32, true, module.i32.const(0));
    module.addGlobalExport(name, name);
  }
  addAllocate(module, allocate);
  for (const [place, call] of places) {
    const [bytes = 0] = call.info['operands'] as readonly Expression[];
    replace(call, module.call(ALLOCATE, [bytes, module.i32.const(place)], i32));
  }
  addRoom(module);
  const room = module.call(ROOM, [module.local.get(text.local, i32), text.bytes.expression], i32);
  replace(text.bytes, room);
  keepInPlace(module, landmarks.gcRealloc);
}

/** `emergency_alloc(bytes, place)`: from the heap, else from the buffer, else nowhere. */
function addAllocate(module: binaryen.Module, allocate: string): void {
  const [SIZE, PLACE, GIVEN] = [0, 1, 2];
  const local = (index: number): Expression => module.local.get(index, i32);
  const given = module.local.tee(GIVEN, module.call(allocate, [local(SIZE)], i32), i32);
  const end = module.i32.add(local(SIZE), local(PLACE));
  const body = module.block(
    null,
    [
      module.if(given, module.return(local(GIVEN))),
      module.if(module.i32.gt_u(end, module.global.get(BYTES, i32)), module.return(module.i32.const(0))),
      module.i32.add(module.global.get(START, i32), local(PLACE)),
    ],
    i32,
  );
  module.addFunction(ALLOCATE, createType([i32, i32]), i32, [i32], body);
}

/** What lies in the buffer cannot grow, but that a traceback has room for its second entry. */
function keepInPlace(module: binaryen.Module, gcRealloc: string): void {
  const [OBJECT, SIZE] = [0, 1];
  const local = (index: number): Expression => module.local.get(index, i32);
  const offset = (): Expression => module.i32.sub(local(OBJECT), module.global.get(START, i32));
  const fits = module.i32.and(
    module.i32.eqz(offset()),
    module.i32.le_u(local(SIZE), module.i32.const(TRACEBACK_BYTES)),
  );
  const kept = module.select(fits, local(OBJECT), module.i32.const(0));
  const isInside = module.i32.lt_u(offset(), module.global.get(BYTES, i32));
  before(module, gcRealloc, module.if(isInside, module.return(kept)));
}

/** `emergency_room(text, bytes)`: a text in the buffer has all that is left of it. */
function addRoom(module: binaryen.Module): void {
  const [TEXT, SIZE] = [0, 1];
  const local = (index: number): Expression => module.local.get(index, i32);
  const place = module.i32.add(module.global.get(START, i32), module.i32.const(Place.text));
  const left = module.i32.sub(module.global.get(BYTES, i32), module.i32.const(Place.text));
  const isThere = module.i32.and(
    module.i32.eq(local(TEXT), place),
    module.i32.ne(module.global.get(BYTES, i32), module.i32.const(0)),
  );
  const body = module.select(isThere, left, local(SIZE));
  module.addFunction(ROOM, createType([i32, i32]), i32, [], body);
}

export interface Allocations {
  /** `m_malloc_maybe(bytes)`. */
  readonly allocate: string;
  /** Its calls for the parts of exceptions, with the place in the buffer of each. */
  readonly places: readonly (readonly [number, Node])[];
  /** In `mp_obj_new_exception_msg_vlist`, how much room the text is said to have, and the local with its address. */
  readonly text: { readonly bytes: Node; readonly local: number };
}

/** `struct _exc_printer_t` on the stack, behind the `mp_print_t` that it is printed to: what is stored of it. */
const Printer = { bytes: 20, text: 28 } as const;

export function findAllocations(module: binaryen.Module, gcAlloc: string): Allocations {
  const functions = functionsOf(module).filter(({ base }) => base === '');
  const allocate = only(
    'm_malloc_maybe',
    functions.filter(({ params, body }) => {
      const [call, ...more] = callsIn(body);
      const isCall = infoOf(body).id === binaryen.CallId && more.length === 0;
      return params === i32 && isCall && call?.target === gcAlloc;
    }),
  ).name;
  const callers = functions.map(({ params, results, body }) => ({
    params,
    results,
    body,
    calls: [...walk(body)].filter(({ info }) => info.id === binaryen.CallId && info['target'] === allocate),
  }));
  return { allocate, ...findPlaces(callers) };
}

interface Caller extends Pick<FunctionInfo, 'params' | 'results' | 'body'> {
  readonly calls: readonly Node[];
}

/** Each of the four functions of py/objexcept.c is known by its parameters and by the sizes that it asks for. */
function findPlaces(callers: readonly Caller[]): Pick<Allocations, 'places' | 'text'> {
  const object = EXCEPTION_BYTES;
  const find = (what: string, params: number, results: number, ...sizes: readonly Size[]): Caller =>
    only(
      what,
      callers.filter(
        (caller) =>
          binaryen.expandType(caller.params).length === params &&
          caller.results === results &&
          caller.calls.length === sizes.length &&
          caller.calls.every((call, index) => asksFor(call, sizes[index] ?? null)),
      ),
    );
  const make = find('mp_obj_exception_make_new', 4, i32, object, null);
  const message = find('mp_obj_new_exception_msg', 2, i32, object, object);
  const formatted = find('mp_obj_new_exception_msg_vlist', 3, i32, object, null, object);
  const traceback = find('mp_obj_exception_add_traceback', 4, none, ENTRY_BYTES);
  const place = (at: number, { calls }: Caller, which: number): (readonly [number, Node])[] =>
    calls.slice(which, which + 1).map((call) => [at, call] as const);
  return {
    places: [
      ...place(Place.tuple, make, 1),
      ...place(Place.string, message, 0),
      ...place(Place.string, formatted, 0),
      ...place(Place.text, formatted, 1),
      ...place(Place.traceback, traceback, 0),
    ],
    text: findText(formatted.body),
  };
}

/** null: as much as is known when it runs */
type Size = number | null;

function findText(body: Expression): Allocations['text'] {
  const stored = (offset: number): Node =>
    only(
      `what is stored of the text in mp_obj_new_exception_msg_vlist at ${offset}`,
      [...walk(body)].filter(({ expression, parent }) => {
        const store = parent?.info;
        const isValue = store?.id === binaryen.StoreId && store['value'] === expression;
        return isValue && store['offset'] === offset && store['bytes'] === 4;
      }),
    );
  return { bytes: stored(Printer.bytes), local: Number(stored(Printer.text).info['index']) };
}

function asksFor({ info }: Node, bytes: Size): boolean {
  const [size = 0] = info['operands'] as readonly Expression[];
  return bytes === null ? infoOf(size).id !== binaryen.ConstId : isConst(infoOf(size), bytes);
}
