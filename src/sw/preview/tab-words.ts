import type { Translation } from '../../words/areas';
import { deviceTabs as germanTabs } from '../../words/de/device-tabs';
import { httpFailures as germanFailures } from '../../words/de/http-failures';
import { deviceTabs } from '../../words/en/device-tabs';
import { httpFailures } from '../../words/en/http-failures';
import { firstSpoken, type Language } from '../../words/language';

export interface TabWords {
  readonly language: Language;
  readonly tabs: Translation['deviceTabs'];
  readonly failures: Translation['httpFailures'];
}

const WORDS: Readonly<Record<Language, TabWords>> = {
  en: { language: 'en', tabs: deviceTabs.english, failures: httpFailures.english },
  de: { language: 'de', tabs: germanTabs, failures: germanFailures },
};

/** In the browser's own language: the page, which knows what its student has chosen, may be gone. */
export const tabWords = (preferred: readonly string[]): TabWords => WORDS[firstSpoken(preferred)];
