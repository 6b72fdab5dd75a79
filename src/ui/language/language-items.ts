import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../words/language';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import type { MenuItem } from '../common/menu';
import type { LanguageChoice } from './language-choice';

/** One item for each language, by its own name. */
export function languageItems(choice: LanguageChoice, spoken: Language): readonly MenuItem[] {
  return LANGUAGES.map((language) => ({
    name: LANGUAGE_NAMES[language],
    lang: language,
    group: wordsOf(page).language,
    checked: language === spoken,
    choose: () => void choice.choose(language),
  }));
}
