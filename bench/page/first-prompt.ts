import type { Frame, Page } from '@playwright/test';

/** Goes to the site; the result is when the first prompt was drawn, in milliseconds since the navigation began. */
export async function toFirstPrompt(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' });
  return firstPromptIn(page.mainFrame());
}

/** The same for a page that may be in a frame, and that has been gone to. */
export function firstPromptIn(frame: Frame): Promise<number> {
  return frame.evaluate(
    () =>
      new Promise<number>((resolve) => {
        // The product's own mark (src/ui/terminal/terminal-model.ts), told without polling.
        new PerformanceObserver((list) => {
          const [mark] = list.getEntriesByName('pinwire:prompt');
          if (mark) resolve(mark.startTime);
        }).observe({ type: 'mark', buffered: true });
      }),
  );
}
