import { chromium } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumFlags, findChromium } from '../../tools/chromium.mjs';
import { findFirefox, FirefoxPilot } from './firefox';
import type { Pilot } from './pilot';
import { PlaywrightPilot } from './playwright-pilot';
import { findWebKit, WebKitPilot } from './webkit';

export const BROWSERS = ['chromium', 'firefox', 'webkit'] as const;
export type BrowserName = (typeof BROWSERS)[number];

/** What one make of browser can do, by the protocol that drives it. */
export interface BrowserKind {
  /** Windows that are not private; WebKitGTK's automation has none. */
  readonly keeps: boolean;
  /** A reload past its caches. */
  readonly reloadsHard: boolean;
  start(options: { isPrivate: boolean }): Promise<Pilot>;
}

/** A browser of this machine, or what is missing, in a sentence. */
export async function findBrowser(name: BrowserName): Promise<BrowserKind | { problem: string }> {
  switch (name) {
    case 'chromium':
      return chromiumKind();
    case 'firefox': {
      const program = findFirefox();
      if (program === null) return { problem: 'There is no Firefox; PINWIRE_FIREFOX may name one.' };
      return { keeps: true, reloadsHard: true, start: (options) => FirefoxPilot.start(program, options) };
    }
    case 'webkit': {
      const programs = findWebKit();
      if ('problem' in programs) return programs;
      return { keeps: false, reloadsHard: false, start: () => WebKitPilot.start(programs) };
    }
  }
}

async function chromiumKind(): Promise<BrowserKind | { problem: string }> {
  const found = await findChromium();
  if (found === null) return { problem: 'There is no Chromium; PINWIRE_CHROMIUM may name one.' };
  if ('problem' in found) return found;
  const options = { executablePath: found.path, args: chromiumFlags, viewport: { width: 1280, height: 800 } };
  return {
    keeps: true,
    reloadsHard: true,
    async start({ isPrivate }) {
      if (isPrivate) {
        const browser = await chromium.launch(options);
        const context = await browser.newContext({ viewport: options.viewport });
        return new PlaywrightPilot(await context.newPage(), () => browser.close());
      }
      const profile = mkdtempSync(join(tmpdir(), 'pinwire-chromium-'));
      const context = await chromium.launchPersistentContext(profile, options);
      const page = context.pages()[0] ?? (await context.newPage());
      return new PlaywrightPilot(page, async () => {
        await context.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      });
    },
  };
}
