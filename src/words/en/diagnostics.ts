import { area } from '../area';

/** Around the report, which is English for whoever helps. */
export const diagnostics = area('diagnostics', {
  title: 'Diagnostics',
  text: 'Diagnostics as text',
  copying: 'Copying…',
  copied:
    'This text is in the clipboard. Paste it where you ask for help. It holds no names and no contents of your files.',
  refused:
    'This browser does not let the page copy. The text below is selected: copy it with Ctrl-C or the browser’s menu.',
  copyAgain: 'Copy again',
  close: 'Close',
});
