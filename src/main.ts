import { startSession } from './start-session';

// The board starts first: while it does, the page that shows it is loaded, which is the larger part.
const session = crossOriginIsolated ? startSession() : null;

import('./show-page').then(
  ({ showPage }) => showPage(session),
  () => {
    const sentence = document.createElement('p');
    sentence.role = 'alert';
    sentence.textContent = 'This page could not be loaded completely. Reload it.';
    document.getElementById('root')?.replaceChildren(sentence);
  },
);
