import type { Translation } from '../areas';
import { activity } from './activity';
import { board } from './board';
import { browser } from './browser';
import { complaints } from './complaints';
import { conditions } from './conditions';
import { deviceTabs } from './device-tabs';
import { diagnostics } from './diagnostics';
import { editor } from './editor';
import { explanations } from './explanations';
import { faults } from './faults';
import { fileProblems } from './file-problems';
import { files } from './files';
import { httpFailures } from './http-failures';
import { internet } from './internet';
import { internetPanel } from './internet-panel';
import { lesson } from './lesson';
import { network } from './network';
import { noBoard } from './no-board';
import { notices } from './notices';
import { packs } from './packs';
import { page } from './page';
import { receipt } from './receipt';
import { search } from './search';
import { site } from './site';
import { steps } from './steps';
import { terminal } from './terminal';

export const german: Translation = {
  activity,
  board,
  browser,
  complaints,
  conditions,
  deviceTabs,
  diagnostics,
  editor,
  explanations,
  faults,
  fileProblems,
  files,
  httpFailures,
  internet,
  internetPanel,
  lesson,
  network,
  noBoard,
  notices,
  packs,
  page,
  receipt,
  search,
  site,
  steps,
  terminal,
};
