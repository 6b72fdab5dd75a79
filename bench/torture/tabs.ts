import type { BrowserContext, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { toFirstPrompt } from '../page/first-prompt';
import { installProbe } from '../page/probe';
import { BuiltSite } from '../page/site';

/** Every so many requests the page itself is loaded anew. */
const PAGE_EVERY = 25;
/** So many requests of a tab are under way at once, as a page with pictures has them. */
const AT_ONCE = 6;

export interface TabsOptions {
  /** Of both tabs together. */
  readonly requests: number;
  readonly say: (line: string) => void;
}

export interface TabsResult {
  readonly requests: number;
  readonly answered: number;
  /** How many requests the boards themselves have counted. */
  readonly served: number;
  readonly faults: readonly string[];
  readonly seconds: number;
  readonly perSecond: number;
  readonly milliseconds: { readonly p50: number; readonly p99: number; readonly most: number };
}

interface Answered {
  readonly times: readonly number[];
  readonly faults: readonly string[];
}

/** Two boards in two tabs, each with a tab that shows its pages: does each request get its own board's answer? */
export async function tabs({ requests, say }: TabsOptions): Promise<TabsResult> {
  const site = new BuiltSite();
  try {
    const context = await (await site.browser()).newContext({ viewport: { width: 1280, height: 800 } });
    const url = await site.url();
    const readers = [await reader(context, url, 'one'), await reader(context, url, 'two')];
    const before = await Promise.all(readers.map(({ page }) => count(page)));
    const began = performance.now();
    const told = (name: string) => (n: number) => say(`${name}: ${n} requests`);
    const results = await Promise.all(
      readers.map(({ page, name }) => readOnAndOn(page, name, Math.round(requests / 2), told(name))),
    );
    const seconds = (performance.now() - began) / 1000;
    const counts = await Promise.all(readers.map(({ page }) => count(page)));
    const times = results.flatMap((result) => result.times).sort((a, b) => a - b);
    const at = (share: number): number => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
    const faults = results.flatMap((result) => result.faults);
    const served = counts.reduce((sum, each, n) => sum + each - 1 - (before[n] ?? 0), 0);
    if (served !== times.length)
      faults.push(`the boards have served ${served} requests, not ${times.length}`);
    return {
      requests: 2 * Math.round(requests / 2),
      answered: times.length,
      served,
      faults,
      seconds: Math.round(seconds),
      perSecond: Math.round(times.length / seconds),
      milliseconds: { p50: at(0.5), p99: at(0.99), most: at(1) },
    };
  } finally {
    await site.close();
  }
}

/** A board that serves under a name, and a page of it in a tab of its own. */
async function reader(
  context: BrowserContext,
  url: string,
  name: string,
): Promise<{ page: Page; name: string }> {
  const owner = await context.newPage();
  await installProbe(owner);
  await toFirstPrompt(owner, url);
  const source = await readFile('bench/programs/web_server.py', 'utf8');
  await owner.evaluate(
    ([text, until]) => {
      window.probe.forget();
      window.probe.paste(text);
      return window.probe.shown(until);
    },
    [source.replace('NAME = "board"', `NAME = "${name}"`), `serving as ${name}`] as const,
  );
  const link = owner.getByRole('link', { name: 'Open in a new tab' });
  const [page] = await Promise.all([owner.waitForEvent('popup'), link.click()]);
  // This page asks for nothing more by itself.
  await page.goto(new URL('second', page.url()).href);
  return { page, name };
}

async function readOnAndOn(
  page: Page,
  name: string,
  requests: number,
  say: (n: number) => void,
): Promise<Answered> {
  const times: number[] = [];
  const faults: string[] = [];
  for (let n = 0; n < requests;) {
    if (n % PAGE_EVERY === 0) {
      const began = performance.now();
      await page.goto(new URL(`second?n=${n}`, page.url()).href);
      times.push(performance.now() - began);
      if ((await page.title()) !== name) faults.push(`${name}, page ${n}: ${await page.title()}`);
      n++;
      if (n % 100 === 1) say(n);
      continue;
    }
    const many = Math.min(AT_ONCE, requests - n, PAGE_EVERY - (n % PAGE_EVERY));
    const batch = await page.evaluate(fetchMany, { name, from: n, many });
    times.push(...batch.times);
    faults.push(...batch.faults);
    n += many;
  }
  return { times, faults };
}

/** Runs in the page. */
async function fetchMany({
  name,
  from,
  many,
}: {
  name: string;
  from: number;
  many: number;
}): Promise<Answered> {
  const times: number[] = [];
  const faults: string[] = [];
  const one = async (n: number): Promise<void> => {
    const began = performance.now();
    const target = `/find?q=${name}-${n}`;
    try {
      const response = await fetch(target);
      const text = await response.text();
      if (response.ok && text.includes(`<title>${name}<`) && text.includes(`<p>${target}<`))
        times.push(performance.now() - began);
      else faults.push(`${name}, ${n}: ${response.status} ${text.slice(0, 80)}`);
    } catch (error) {
      faults.push(`${name}, ${n}: ${String(error)}`);
    }
  };
  await Promise.all(Array.from({ length: many }, (_, n) => one(from + n)));
  return { times, faults };
}

/** What the board has counted, this request among it. */
function count(page: Page): Promise<number> {
  return page.evaluate(async () => Number(await (await fetch('/count')).text()));
}
