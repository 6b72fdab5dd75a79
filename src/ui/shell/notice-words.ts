import type { Notice } from '../../protocol/notices';
import { internet } from '../../words/en/internet';
import { notices } from '../../words/en/notices';
import { noticeText } from '../../words/notice-text';
import { wordsOf } from '../../words/spoken';

/** A notice, in the language that the page speaks. */
export const noticeWords = (notice: Notice): string =>
  noticeText(notice, { notices: wordsOf(notices), internet: wordsOf(internet) });
