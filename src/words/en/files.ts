import { area } from '../area';
import { and, number, plural } from './formats';

/** The list of files, and where they are kept. */
export const files = area('files', {
  title: 'Files on the board',
  close: 'Close the file list',
  none: "The board has no files yet. Save in the editor, or write one with <code>open('data.txt', 'w')</code>.",
  downloadAll: 'Download all',
  add: 'Add files…',
  toAdd: 'Files to add',
  erase: 'Erase flash…',
  open: (name: string) => `Open ${name} in the editor`,
  notText: 'Not a text file: the editor would damage it.',
  download: (name: string) => `Download ${name}`,
  remove: (name: string) => `Delete ${name}`,
  removeAsked: (name: string) => `Delete ${name}?`,
  removeIt: 'Delete',
  keep: 'Keep',
  cancel: 'Cancel',
  notAdded: (name: string, why: string) => `${name} was not added. ${why}`,
  use: 'Used of the flash',
  used: (used: string, all: string) => `${used} of ${all} used`,
  eraseAsked: 'Erase the board’s flash?',
  eraseIt: 'Erase',
  erasing: 'Erasing…',
  eraseFiles: (count: number) => `Erase ${number(count)} ${plural(count, { one: 'file', other: 'files' })}`,
  noFiles: 'The flash has no files.',
  deletes: (count: number, names: string) =>
    `${plural(count, { one: 'One file is', other: `${number(count)} files are` })} deleted: <strong>${names}</strong>. There is no way back.`,
  asNew: 'The board starts as if it were new.',
  unsavedStays: 'Text in the editor that is not saved stays.',
  copyErased: 'This tab works on a copy: the stored files stay as well.',
  notErased: (why: string) => `The flash was not erased (${why}).`,
  bytes: (count: number) => `${count} ${plural(count, { one: 'byte', other: 'bytes' })}`,
  kilobytes: (amount: number, digits: number) => `${number(amount, digits)} KB`,
  megabytes: (amount: number, digits: number) => `${number(amount, digits)} MB`,
  list: (names: readonly string[], more: number) =>
    more === 0 ? and(names) : `${names.join(', ')} and ${number(more)} more`,
  storageFull: (count: number, names: string) =>
    `This browser’s storage for the page is full: ${names} ${plural(count, { one: 'is', other: 'are' })} on the board and in this tab, but not kept. Delete files, or download them before you close the tab.`,
  storageFailed: (count: number, names: string) =>
    `This browser could not write to its storage: ${names} ${plural(count, { one: 'is', other: 'are' })} on the board and in this tab, but not kept. Download ${plural(count, { one: 'it', other: 'them' })} before you close the tab.`,
  temporary: {
    denied:
      'This browser gives the page no storage: the board’s files live only as long as this tab. Allow this site to store data, then try again; or download what you want to keep.',
    silent: 'This browser’s storage does not answer: the board’s files live only as long as this tab.',
    'older-tab':
      'Another tab with an older version of this page keeps the storage. Close it, then try again. Until then, the board’s files live only as long as this tab.',
    'newer-tab':
      'Another tab has a newer version of this page. Reload this one; until then, the board’s files live only as long as this tab.',
    closed:
      'The browser closed this page’s storage; perhaps its site data were cleared. The board’s files live only as long as this tab.',
    'other-tab':
      'Another tab has this board’s flash. This one works on a copy, which is gone when you close the tab.',
    'taken-over':
      'Another tab has taken over this board’s flash. This one goes on with a copy, which is gone when you close the tab.',
    'other-tab-closed':
      'The tab that had this board’s flash is closed. This one still works on a copy, which is gone when you close the tab.',
  },
  remedies: { again: 'Try again', keep: 'Keep them again', here: 'Use it here' },
  oneMoment: 'One moment…',
  storageRefuses: 'That did not work: the storage does not answer or refuses.',
  downloadFiles: 'Download files',
  whose: 'Which files shall the board have?',
  keepStored: 'Keep stored files',
  useOwn: 'Use this tab’s files',
  changedHere: (count: number, names: string) =>
    `<strong>${names}</strong> ${plural(count, { one: 'was', other: 'were' })} changed in this tab only. Files of two tabs are not mixed: the board has either the stored ones or all of this tab’s.`,
  ifStored: '<em>Keep stored files:</em> the board restarts with them; this tab’s changes are dropped.',
  ifOwn: '<em>Use this tab’s files:</em> the stored files are overwritten; the board goes on.',
  downloadOwn: 'Download this tab’s files',
});
