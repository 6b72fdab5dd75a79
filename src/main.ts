import { CARRIER_PARAMETER, chooseCarrier, pageAbilities } from './session/carrier-choice';
import { startSession } from './start-session';

/**
 * The board is started by many short tasks of this thread. To draw the page is one long task, which waits for them, but
 * no longer than this, in milliseconds: on a first visit the interpreter may be long on its way.
 */
const MOST_WAIT = 60;

// The board starts first: while it does, the page that shows it is loaded, which is the larger part.
const choice = chooseCarrier(
  pageAbilities(window),
  new URLSearchParams(location.search).get(CARRIER_PARAMETER),
);
const session = choice.kind === 'memory' || choice.kind === 'messages' ? startSession(choice.kind) : null;

/** Whether the page is about to be loaded anew, isolated; else why it cannot be, where that was what it needed. */
const isolation =
  choice.kind === 'isolate'
    ? import('./isolate-page').then(({ isolatePage }) => isolatePage())
    : Promise.resolve(null);

Promise.all([import('./show-page'), isolation]).then(
  async ([{ showPage }, outcome]) => {
    if (outcome === 'reloading') return;
    await Promise.race([session?.begun, new Promise((resolve) => setTimeout(resolve, MOST_WAIT))]);
    showPage(session, outcome);
  },
  () => {
    const sentence = document.createElement('p');
    sentence.role = 'alert';
    sentence.textContent = 'This page could not be loaded completely. Reload it.';
    document.getElementById('root')?.replaceChildren(sentence);
  },
);
