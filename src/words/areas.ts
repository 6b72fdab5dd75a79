import type { activity } from './en/activity';
import type { faults } from './en/faults';
import type { noBoard } from './en/no-board';
import type { page } from './en/page';
import type { site } from './en/site';

/** Every area, once. */
type English = typeof activity | typeof faults | typeof noBoard | typeof page | typeof site;

/** All messages in another language: the compiler wants each one that English has, and no other. */
export type Translation = { readonly [Each in English as Each['name']]: Each['english'] };
