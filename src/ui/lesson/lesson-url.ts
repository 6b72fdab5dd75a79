import { lessonFolder } from '../../lessons/our-lessons';

/** Where a lesson's own files are. */
export function lessonUrl(slug: string): string {
  return new URL(lessonFolder(slug), document.baseURI).href;
}
