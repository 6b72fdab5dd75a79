import { expect, test } from 'vitest';
import { compileLesson } from './compile';
import { codeBlocks, everyBlock, sectionIds } from './every-block';

const { children } = compileLesson(`Top
===

So::

    >>> 1

- an item::

      >>> 2

  .. note:: in a box

     > a quote::

         >>> 3

+------------+---+
| a cell::   | b |
|            |   |
|   >>> 4    |   |
+------------+---+

.. figure:: a.png

   A caption

Inner
-----

::

    >>> 5
`);

test('blocks are found in their order wherever they stand: in sections, lists, boxes, cells, captions', () => {
  expect(codeBlocks(children).map(({ text }) => text)).toEqual(
    ['1', '2', '3', '4', '5'].map((n) => `>>> ${n}`),
  );
  expect(sectionIds(children)).toEqual(['top', 'inner']);
  const captions = everyBlock(everyBlock(children, 'image'), 'paragraph').flatMap((block) => block.children);
  expect(captions.map(({ text }) => text)).toEqual(['A caption']);
});
