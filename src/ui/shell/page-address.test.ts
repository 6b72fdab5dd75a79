import { expect, test } from 'vitest';
import { readPageAddress, wholePage } from './page-address';

const read = (search: string) => readPageAddress(search, ['network-tcp']);

test('the plain address asks for nothing', () => {
  expect(read('')).toEqual({ lesson: null, packs: null, embed: null, problems: [] });
});

test('?embed keeps all panes, and with names these only, in that order', () => {
  expect(read('?embed').embed).toEqual({ panes: [] });
  expect(read('?embed=&lesson=network-tcp')).toEqual({
    lesson: 'network-tcp',
    packs: null,
    embed: { panes: [] },
    problems: [],
  });
  expect(read('?embed=terminal,Board,,board').embed).toEqual({ panes: ['Terminal', 'Board'] });
});

test('what is not there is told, and the rest holds', () => {
  const { lesson, embed, problems } = read('?embed=termnal,board&lesson=mqtt');
  expect(lesson).toBeNull();
  expect(embed).toEqual({ panes: ['Board'] });
  expect(problems.map((say) => say())).toEqual([
    'There is no lesson “mqtt” here.',
    'There is no pane “termnal”; there are lesson, editor, terminal, board, browser and network.',
  ]);
});

test('the whole page has the same address without it', () => {
  expect(wholePage('https://a.example/p/?embed=board&lesson=network-tcp#x')).toBe(
    'https://a.example/p/?lesson=network-tcp#x',
  );
});
