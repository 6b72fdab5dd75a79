import type { Notice } from '../protocol/notices';
import { internet } from '../words/en/internet';
import { notices } from '../words/en/notices';
import { noticeText } from '../words/notice-text';

/** A notice as the command prints it. */
export const englishNotice = (notice: Notice): string =>
  noticeText(notice, { notices: notices.english, internet: internet.english });
