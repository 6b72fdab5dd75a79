import binaryen from 'binaryen';

type Ref = number;

/** What Binaryen's JavaScript offers and its type declarations leave out or have wrong (132.0.0). */
export const undeclared = binaryen as unknown as {
  readonly Break: { setCondition(expression: Ref, condition: Ref): void };
  readonly Block: { setChildAt(expression: Ref, index: number, child: Ref): void };
  readonly LocalSet: { setValue(expression: Ref, value: Ref): void };
  readonly Store: { setValue(expression: Ref, value: Ref): void };
  readonly Unary: { setValue(expression: Ref, value: Ref): void };
  readonly Binary: { setLeft(expression: Ref, left: Ref): void; setRight(expression: Ref, right: Ref): void };
  readonly Call: { setOperandAt(expression: Ref, index: number, operand: Ref): void };
  _BinaryenFunctionSetBody(func: Ref, body: Ref): void;
  _BinaryenFunctionAddVar(func: Ref, type: number): number;
};

interface DataSegments {
  getNumDataSegments(): number;
  getDataSegmentByIndex(index: number): Ref;
  getDataSegmentInfo(segment: Ref): { readonly offset: number; readonly data: ArrayBuffer };
}

/** The module's initialised memory: where each piece lies, and its bytes. */
export function dataSegments(module: binaryen.Module): { offset: number; data: Buffer }[] {
  const segments = module as unknown as DataSegments;
  return Array.from({ length: segments.getNumDataSegments() }, (_, index) => {
    const { offset, data } = segments.getDataSegmentInfo(segments.getDataSegmentByIndex(index));
    return { offset, data: Buffer.from(data) };
  });
}
