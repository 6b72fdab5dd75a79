/**
 * Buttons of small pages often say `location.href = '/led/on'`. A frame that loads by itself is beyond our reach, so
 * such uses of `location` in the page's scripts are pointed at an object of the shim, which asks the pane instead.
 * What this misses ends on a page that says so (browser-model.ts, `leftThePage`).
 */
export const PAGE_LOCATION = 'pinwireLocation';

const MEMBERS = 'href|assign|replace|reload|pathname|search|hash|host|hostname|origin|port|protocol';
const USE = new RegExp(
  String.raw`(?<![\w$.])(?:(?:window|document|self|top|parent)\.)?location(?=\.(?:${MEMBERS})\b)`,
  'g',
);
const ASSIGNMENT =
  /(?<![\w$.])(?<!(?:let|var|const)\s+)(?:(?:window|document|self|top|parent)\.)?location(?=\s*=(?!=))/g;

export function redirectLocation(script: string): string {
  return script.replace(USE, PAGE_LOCATION).replace(ASSIGNMENT, `${PAGE_LOCATION}.href`);
}
