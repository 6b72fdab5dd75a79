import { figure, type Figures } from '../figures';
import { toFirstPrompt } from './first-prompt';
import type { BuiltSite } from './site';

/** From the navigation to the first prompt, drawn: on a first visit, and with everything in the HTTP cache. */
export async function navigationSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  const count = quick ? 2 : 5;
  const url = await site.url();
  const cold: number[] = [];
  for (let n = 0; n < count; n++) cold.push(await site.withPage((page) => toFirstPrompt(page, url)));
  const warm = await site.withPage(async (first) => {
    const context = first.context();
    const visit = async (): Promise<number> => {
      // A tab of its own: in the same one, the terminal would first bring back what it showed before.
      const page = await context.newPage();
      const took = await toFirstPrompt(page, url);
      await page.close();
      return took;
    };
    // The first fills the HTTP cache, the second that of compiled code.
    for (let n = 0; n < 2; n++) await visit();
    const times: number[] = [];
    for (let n = 0; n < count; n++) times.push(await visit());
    return times;
  });
  return { cold: figure('ms', cold), warm: figure('ms', warm, '<= 400') };
}
