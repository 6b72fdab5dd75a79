import type { Translation } from '../areas';
import { activity } from './activity';
import { board } from './board';
import { diagnostics } from './diagnostics';
import { editor } from './editor';
import { faults } from './faults';
import { fileProblems } from './file-problems';
import { files } from './files';
import { internet } from './internet';
import { internetPanel } from './internet-panel';
import { noBoard } from './no-board';
import { page } from './page';
import { site } from './site';
import { terminal } from './terminal';

export const german: Translation = {
  activity,
  board,
  diagnostics,
  editor,
  faults,
  fileProblems,
  files,
  internet,
  internetPanel,
  noBoard,
  page,
  site,
  terminal,
};
