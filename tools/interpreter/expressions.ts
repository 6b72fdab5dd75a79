import binaryen from 'binaryen';
import { undeclared } from './undeclared';

/** Reading Binaryen's expression trees, as far as the interpreter's binary uses them. */

export type Expression = binaryen.ExpressionRef;
type Kind = binaryen.ExpressionIds;

/** The fields of Binaryen's expression descriptions that we look at; which of them exist depends on `id`. */
export interface Info {
  readonly id: Kind;
  readonly type: number;
  readonly [field: string]: unknown;
}

/** Which fields of each kind of expression hold its operands. Kinds that are not here have none that matter. */
const OPERANDS = new Map<Kind, readonly string[]>([
  [binaryen.BlockId, ['children']],
  [binaryen.IfId, ['condition', 'ifTrue', 'ifFalse']],
  [binaryen.LoopId, ['body']],
  [binaryen.BreakId, ['condition', 'value']],
  [binaryen.SwitchId, ['condition', 'value']],
  [binaryen.CallId, ['operands']],
  [binaryen.CallIndirectId, ['target', 'operands']],
  [binaryen.LocalGetId, []],
  [binaryen.LocalSetId, ['value']],
  [binaryen.GlobalSetId, ['value']],
  [binaryen.LoadId, ['ptr']],
  [binaryen.StoreId, ['ptr', 'value']],
  [binaryen.UnaryId, ['value']],
  [binaryen.BinaryId, ['left', 'right']],
  [binaryen.SelectId, ['ifTrue', 'ifFalse', 'condition']],
  [binaryen.DropId, ['value']],
  [binaryen.ReturnId, ['value']],
  [binaryen.MemoryGrowId, ['delta']],
  [binaryen.MemoryFillId, ['dest', 'value', 'size']],
  [binaryen.MemoryCopyId, ['dest', 'source', 'size']],
]);

export interface Node {
  readonly expression: Expression;
  readonly info: Info;
  readonly parent: Node | null;
}

/** The kinds that Binaryen describes and we look at. Any other counts as a `nop`. */
const DESCRIBED: ReadonlySet<number> = new Set<number>([...OPERANDS.keys(), binaryen.ConstId]);

export function infoOf(expression: Expression): Info {
  const id: number = binaryen.getExpressionId(expression);
  if (!DESCRIBED.has(id)) return { id: binaryen.NopId, type: binaryen.none };
  return binaryen.getExpressionInfo(expression) as unknown as Info;
}

/** Every expression below `root`, parents first. */
export function* walk(root: Expression, parent: Node | null = null): Generator<Node> {
  if (!root) return;
  const node = { expression: root, info: infoOf(root), parent };
  yield node;
  for (const field of OPERANDS.get(node.info.id) ?? []) {
    for (const child of [node.info[field] as Expression | readonly Expression[]].flat()) {
      yield* walk(child, node);
    }
  }
}

export const isConst = (info: Info, value: number): boolean =>
  info.id === binaryen.ConstId && info['value'] === value;

/** The functions called directly below `root`, in order. */
export function callsIn(root: Expression): { target: string; operands: readonly Expression[] }[] {
  return [...walk(root)]
    .filter(({ info }) => info.id === binaryen.CallId)
    .map(({ info }) => ({
      target: info['target'] as string,
      operands: info['operands'] as readonly Expression[],
    }));
}

/** The address that a load or store reaches when it is known at build time: constant pointer plus offset. */
export function staticAddress(info: Info): number | undefined {
  if (info.id !== binaryen.LoadId && info.id !== binaryen.StoreId) return undefined;
  const pointer = infoOf(info['ptr'] as Expression);
  if (pointer.id !== binaryen.ConstId) return undefined;
  return (pointer['value'] as number) + (info['offset'] as number);
}

/** Puts `by` where `node` stands in its parent: the condition of a branch, a block's child, what is stored or set, an operand. */
export function replace({ parent, expression }: Node, by: Expression): void {
  if (!parent) throw new Error('The root of a function cannot be replaced.');
  const at = (field: string): number => (parent.info[field] as readonly Expression[]).indexOf(expression);
  switch (parent.info.id) {
    case binaryen.BreakId:
      undeclared.Break.setCondition(parent.expression, by);
      return;
    case binaryen.BlockId:
      undeclared.Block.setChildAt(parent.expression, at('children'), by);
      return;
    case binaryen.LocalSetId:
      undeclared.LocalSet.setValue(parent.expression, by);
      return;
    case binaryen.StoreId:
      undeclared.Store.setValue(parent.expression, by);
      return;
    case binaryen.UnaryId:
      undeclared.Unary.setValue(parent.expression, by);
      return;
    case binaryen.BinaryId:
      if (parent.info['left'] === expression) undeclared.Binary.setLeft(parent.expression, by);
      else undeclared.Binary.setRight(parent.expression, by);
      return;
    case binaryen.CallId:
      undeclared.Call.setOperandAt(parent.expression, at('operands'), by);
      return;
    default:
      throw new Error(`Nothing can be replaced inside an expression of kind ${parent.info.id}.`);
  }
}
