import { chooseCarrier, pageAbilities, type CarrierFound } from './session/carrier-choice';
import { startSession } from './start-session';
import { storageIn } from './ui/common/text-store';
import { LanguageChoice } from './ui/language/language-choice';
import { loadWords } from './words/load-words';

/**
 * The board is started by many short tasks of this thread. To draw the page is one long task, which waits for them, but
 * no longer than this, in milliseconds: on a first visit the interpreter may be long on its way.
 */
const MOST_WAIT = 60;

// index.html has told the reader.
if (window.origin === 'null') throw new Error('In a sandbox without an origin there are no workers.');

// The board starts first: while it does, the page that shows it is loaded, which is the larger part.
const choice = chooseCarrier(pageAbilities(window), window.location.search);
const session = choice.kind === 'memory' || choice.kind === 'messages' ? startSession(choice.kind) : null;

const langAtFirst = document.documentElement.lang;
const language = new LanguageChoice({
  store: storageIn(() => window.localStorage),
  root: document.documentElement,
  asked: new URLSearchParams(window.location.search).get('lang'),
  forgetAsked: () => {
    const url = new URL(window.location.href);
    url.searchParams.delete('lang');
    window.history.replaceState(window.history.state, '', url);
  },
  preferred: navigator.languages,
  load: loadWords,
});

/** @returns null when the page is about to be loaded anew */
async function foundCarrier(): Promise<CarrierFound | null> {
  if (choice.kind !== 'isolate') return choice;
  const { isolatePage } = await import('./isolate-page');
  const outcome = await isolatePage();
  return outcome === 'reloading' ? null : { kind: 'none', why: outcome };
}

const spoken = language.begin();
Promise.all([import('./show-page'), foundCarrier(), spoken]).then(
  async ([{ showPage }, carrier]) => {
    if (!carrier) return;
    await Promise.race([session?.begun, new Promise((resolve) => setTimeout(resolve, MOST_WAIT))]);
    showPage(session, carrier, language);
  },
  async () => {
    await spoken;
    // Part of it did not come: index.html has the words, and had found the language.
    document.documentElement.lang = langAtFirst;
    document.documentElement.classList.add('broken');
  },
);
