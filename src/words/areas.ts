import type { page } from './en/page';

/** Every area, once. */
type English = typeof page;

/** All messages in another language: the compiler wants each one that English has, and no other. */
export type Translation = { readonly [Each in English as Each['name']]: Each['english'] };
