import type { HttpFailure } from '../../protocol/http';
import { browser } from '../../words/en/browser';
import { httpFailures } from '../../words/en/http-failures';
import { failureText, type FailureText } from '../../words/http-failure-text';
import { wordsOf } from '../../words/spoken';

/** Why the pane shows no page: a request that failed, or something of the pane's own. */
export type PageFailure =
  | { readonly kind: 'request'; readonly failure: HttpFailure; readonly to: { ip: string; port: number } }
  /** The part of this page that shows pages could not be loaded. */
  | { readonly kind: 'not-loaded' }
  /** A script of the page led the frame elsewhere. */
  | { readonly kind: 'left' };

export function pageFailureText(failure: PageFailure): FailureText {
  if (failure.kind === 'request') return failureText(failure.failure, failure.to, wordsOf(httpFailures));
  return failure.kind === 'left' ? wordsOf(browser).left : wordsOf(browser).notLoaded;
}
