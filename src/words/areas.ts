import type { activity } from './en/activity';
import type { board } from './en/board';
import type { browser } from './en/browser';
import type { complaints } from './en/complaints';
import type { conditions } from './en/conditions';
import type { deviceTabs } from './en/device-tabs';
import type { diagnostics } from './en/diagnostics';
import type { editor } from './en/editor';
import type { explanations } from './en/explanations';
import type { faults } from './en/faults';
import type { fileProblems } from './en/file-problems';
import type { files } from './en/files';
import type { httpFailures } from './en/http-failures';
import type { internet } from './en/internet';
import type { internetPanel } from './en/internet-panel';
import type { lesson } from './en/lesson';
import type { network } from './en/network';
import type { noBoard } from './en/no-board';
import type { packs } from './en/packs';
import type { notices } from './en/notices';
import type { page } from './en/page';
import type { receipt } from './en/receipt';
import type { search } from './en/search';
import type { site } from './en/site';
import type { steps } from './en/steps';
import type { terminal } from './en/terminal';

/** Every area, once. */
type English =
  | typeof activity
  | typeof board
  | typeof browser
  | typeof complaints
  | typeof conditions
  | typeof deviceTabs
  | typeof diagnostics
  | typeof editor
  | typeof explanations
  | typeof faults
  | typeof fileProblems
  | typeof files
  | typeof httpFailures
  | typeof internet
  | typeof internetPanel
  | typeof lesson
  | typeof network
  | typeof noBoard
  | typeof packs
  | typeof notices
  | typeof page
  | typeof receipt
  | typeof search
  | typeof site
  | typeof steps
  | typeof terminal;

/** All messages in another language: the compiler wants each one that English has, and no other. */
export type Translation = { readonly [Each in English as Each['name']]: Each['english'] };
