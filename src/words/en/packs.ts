import { area } from '../area';
import { plural } from './formats';

/** Lessons that are not the site's. `<whose>` is the host or the file that they come from. */
export const packs = area('packs', {
  add: 'Add lessons…',
  addHint: 'From an address, a zip file or a folder.',
  hint: (whose: string, minutes: number, summary: string) => `From ${whose}. ${minutes} minutes. ${summary}`,

  strip: 'From <whose>others</whose>, not of this site',
  about: 'About',
  newer: 'There is a newer version.',
  showNewer: 'Show it',
  working: 'Reading lessons from <whose>others</whose>…',
  dropHere: 'Drop lessons here: a zip file, or a folder',

  openTitle: 'Lessons from <whose>others</whose>',
  fromAddress: 'These lessons are not part of this site. They come from <whose>another host</whose>:',
  fromFile: 'These lessons are not part of this site. They come from <whose>a file</whose> on this device:',
  minutes: (minutes: number) => `${minutes} min`,
  credits: 'Who wrote them, as they say themselves:',
  can: 'They are text, pictures and questions to the board. Their programs run on the board alone, and only when you start them.',
  boardFiles: 'They bring files for the board, which come there only when you click:',
  startFiles: 'boot.py and main.py run by themselves whenever the board starts.',
  remarks: (count: number) =>
    plural(count, { one: 'A remark for their author', other: `${count} remarks for their author` }),
  knownFile: 'Others from a file of this name are here already.',
  notNow: 'Not now',
  open: 'Open them',
  replace: 'Replace those, keep my progress',
  beside: 'Keep both',

  refusedTitle: 'These lessons cannot be opened',
  refusedFrom: 'From <whose>others</whose>. Nothing of them was kept.',
  again: 'Try again',
  close: 'Close',

  listTitle: 'Lessons from elsewhere',
  address: 'Address of a folder with lessons, or of a zip file',
  addAddress: 'Add',
  zipFile: 'Choose a zip file…',
  folder: 'Choose a folder…',
  orDrop: 'Or drop either onto this page.',
  here: 'Added on this device',
  none: 'None so far.',
  size: (lessons: number, bytes: string) =>
    `${plural(lessons, { one: '1 lesson', other: `${lessons} lessons` })}, ${bytes}`,
  openOne: 'Open',
  openOf: (whose: string) => `Open the lessons from ${whose}`,
  update: 'Update',
  updateOf: (whose: string) => `Update the lessons from ${whose}`,
  removeOf: (whose: string) => `Remove the lessons from ${whose}`,
  same: 'There is nothing newer.',
  updated: 'Updated.',
  remove: 'Remove',
  removeAsk: 'Remove them, and your progress in them?',
  keepThem: 'Keep them',
  unkept: (why: string) => `The lessons that were added last are there for this tab alone. ${why}`,

  foreignCode: 'Sandboxed in a new tab: the board has code of lessons from <whose>others</whose>.',
  trust: 'Trust it',
  trustTip:
    'Pages of the board may then do in a new tab what Pinwire can: read and change what it keeps in this browser',
});
