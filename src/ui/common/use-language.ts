import { useSyncExternalStore } from 'react';
import type { Language } from '../../words/language';
import { onSpoken, spokenLanguage } from '../../words/spoken';

/**
 * The language that the page speaks; draws again when it changes. The page as a whole asks for it, so all below it is
 * drawn again, but for what is kept in a `memo`: that asks for it, too.
 */
export function useLanguage(): Language {
  return useSyncExternalStore(onSpoken, spokenLanguage, spokenLanguage);
}
