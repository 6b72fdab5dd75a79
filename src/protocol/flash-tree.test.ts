import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planRemoval, planSave } from './flash-plan';
import { FlashTree } from './flash-tree';
import type { FileChange } from './messages';

const path = fc
  .array(fc.constantFrom('a', 'b', 'long-name'), { minLength: 1, maxLength: 3 })
  .map((names) => `/${names.join('/')}`);
const bytes = fc.constantFrom(0, 1, 128, 129, 5_000, 100_000).map((size) => new Uint8Array(size));
const change: Arbitrary<FileChange> = fc.oneof(
  fc.record({ path, kind: fc.constant('file' as const), bytes }),
  fc.record({ path, kind: fc.constantFrom('directory' as const, 'removed' as const) }),
);
const tree = fc.array(change, { maxLength: 30 }).map((changes) => new FlashTree(changes));

const sizes = ({ contents }: FlashTree): string[] =>
  contents.map((one) => `${one.path} ${one.kind === 'file' ? one.bytes.length : one.kind}`);

describe('the tree', () => {
  test('is what its contents say, blocks and order among it', () => {
    fc.assert(
      fc.property(tree, (one) => {
        const other = new FlashTree(one.contents);
        expect(sizes(other)).toEqual(sizes(one));
        expect([other.usedBlocks, other.paths]).toEqual([one.usedBlocks, one.paths]);
        const seen = new Set(['']);
        for (const { path: at } of one.contents) {
          expect(seen).toContain(at.slice(0, at.lastIndexOf('/')));
          seen.add(at);
        }
      }),
    );
  });

  test('tells what it would take without changing', () => {
    fc.assert(
      fc.property(tree, fc.array(change, { maxLength: 3 }), (one, changes) => {
        // As operations make them: nothing is put in the place of a directory that holds something.
        fc.pre(changes.every(({ path: at, kind }) => kind === one.kind(at) || one.kind(at) === undefined));
        fc.pre(
          changes.every(({ path: at }) => one.kind(at.slice(0, at.lastIndexOf('/')) || '/') === 'directory'),
        );
        const before = { sizes: sizes(one), used: one.usedBlocks };
        const after = one.usedAfter(changes);
        expect({ sizes: sizes(one), used: one.usedBlocks }).toEqual(before);
        one.apply(changes);
        expect(one.usedBlocks).toBe(after);
      }),
    );
  });

  test('has everything under its new name after a renaming, in the same blocks', () => {
    fc.assert(
      fc.property(tree, fc.nat(), (one, pick) => {
        const from = one.contents[pick % Math.max(1, one.contents.length)]?.path;
        fc.pre(from !== undefined);
        const below = one.below(from).map((at) => at.slice(from.length));
        const kept = one.below(from).map((at) => one.read(at)?.length);
        one.apply(one.renaming(from, '/zz'));
        expect([one.kind(from), one.below('/zz').map((at) => at.slice('/zz'.length))]).toEqual([
          undefined,
          below,
        ]);
        expect(one.below('/zz').map((at) => one.read(at)?.length)).toEqual(kept);
      }),
    );
  });

  test('keeps the array of its paths until one comes or goes', () => {
    const one = new FlashTree([{ path: '/a', kind: 'file', bytes: new Uint8Array(1) }]);
    const { paths } = one;
    one.apply([{ path: '/a', kind: 'file', bytes: new Uint8Array(2) }]);
    expect(one.paths).toBe(paths);
    one.apply([{ path: '/b', kind: 'file', bytes: new Uint8Array(2) }]);
    expect(one.paths).toEqual(['/a', '/b']);
  });
});

describe('what the page asks for', () => {
  const refusal = (plan: ReturnType<typeof planSave>): string =>
    'refusal' in plan ? plan.refusal.reason : 'planned';

  test.each([
    ['', 'impossible name'],
    ['/', 'impossible name'],
    ['main.py', 'impossible name'],
    ['/a//b', 'impossible name'],
    ['/a/', 'impossible name'],
    ['/../x', 'impossible name'],
    ['/.', 'impossible name'],
    ['/a\0', 'impossible name'],
    [`/${'ä'.repeat(128)}`, 'name too long'],
    [`/${'ä'.repeat(127)}`, 'planned'],
    ['/a/b/ü ?*', 'planned'],
  ])('to save %j is %s', (at, expected) => {
    expect(refusal(planSave(new FlashTree(), at, new Uint8Array(1)))).toBe(expected);
    if (expected !== 'planned') expect(refusal(planRemoval(new FlashTree(), at))).toBe(expected);
  });

  test('never takes more than there is, and a smaller version always', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_300_000 }), fc.nat({ max: 400 }), (size, held) => {
        const one = new FlashTree([{ path: '/a', kind: 'file', bytes: new Uint8Array(1_000_000) }]);
        const plan = planSave(one, '/new/b', new Uint8Array(size), held);
        if ('refusal' in plan) expect(plan.refusal).toMatchObject({ reason: 'full' });
        else {
          one.apply(plan.changes);
          expect(one.usedBlocks + held).toBeLessThanOrEqual(763);
        }
        expect(refusal(planSave(one, '/a', new Uint8Array(999_999), 763))).toBe('planned');
      }),
    );
  });
});
