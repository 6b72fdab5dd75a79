import { expect, test } from 'vitest';
import type { Remedy } from '../../protocol/messages';
import { FakeSession } from '../fake-session.test-helpers';
import { adviceFor, type Action } from './remedies';

interface Case {
  remedy: Remedy;
  faultsInRow: number;
  files: readonly string[];
  actions: readonly Action[];
  more?: RegExp;
}

const cases: readonly Case[] = [
  { remedy: 'restart', faultsInRow: 1, files: ['/main.py'], actions: ['restart'] },
  { remedy: 'restart', faultsInRow: 2, files: ['/a.py'], actions: ['restart', 'reload'], more: /again/ },
  {
    remedy: 'restart',
    faultsInRow: 2,
    files: ['/main.py'],
    actions: ['start-without-files', 'restart'],
    more: /start once without them/,
  },
  {
    remedy: 'restart',
    faultsInRow: 5,
    files: ['/boot.py'],
    actions: ['start-without-files', 'restart'],
    more: /stay on the board/,
  },
  { remedy: 'try-again', faultsInRow: 1, files: ['/main.py'], actions: ['try-again'] },
  {
    remedy: 'try-again',
    faultsInRow: 2,
    files: ['/main.py'],
    actions: ['reload', 'try-again'],
    more: /again/,
  },
  { remedy: 'reload', faultsInRow: 1, files: [], actions: ['reload'] },
  { remedy: 'reload', faultsInRow: 9, files: ['/main.py'], actions: ['reload'] },
];

test.each(cases)(
  'fault $faultsInRow in a row that $remedy helps, with $files: $actions',
  ({ remedy, faultsInRow, files, actions, more }) => {
    const { snapshot } = new FakeSession();
    const fault = { where: 'page', why: 'device-died', detail: '', remedy } as const;
    const advice = adviceFor({ ...snapshot, fault, faultsInRow, files });
    expect(advice.actions).toEqual(actions);
    if (more) expect(advice.more).toMatch(more);
    else expect(advice.more).toBeNull();
  },
);
