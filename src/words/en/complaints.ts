import { area } from '../area';
import { kib } from '../sizes';
import { number, or, plural } from './formats';

const characters = (most: number): string =>
  `${number(most)} ${plural(most, { one: 'character', other: 'characters' })}`;

/**
 * What is wrong with a lesson, for its author. The file's name, with the line, stands before each sentence; so does the
 * place in a file of data (`steps[2] › title:`) before those of what must stand there.
 */
export const complaints = area('complaints', {
  // Archives and addresses
  tooLargeToRead: (bytes: number) =>
    `is larger than ${kib(bytes, number)}. Make its pictures smaller, or divide it.`,
  tooLarge: (bytes: number) => `is larger than ${kib(bytes, number)}.`,
  tooManyFiles: (count: number, most: number) =>
    `holds ${number(count)} files; at most ${number(most)} are read. Put the lessons alone into it.`,
  tooManyFilesDropped: (most: number) =>
    `holds more than ${number(most)} files. Drop the folder with the lessons alone.`,
  unpacksTooLarge: (bytes: number) =>
    `becomes larger than ${kib(bytes, number)} when it is unpacked. Divide it.`,
  unpacksTooFar: (name: string, ratio: number) =>
    `“${name}” becomes more than ${number(ratio)} times larger when it is unpacked. Leave it out.`,
  entryDamaged: (name: string) =>
    `is damaged: “${name}” is not what it should be. Make or load the file anew.`,
  notComplete: 'is no zip file, or is not complete. Make or load the file anew.',
  damaged: 'is damaged, or no zip file as others make it. Make or load the file anew.',
  encrypted: (name: string) => `“${name}” is encrypted. Make the zip without a password.`,
  methodUnknown: (name: string) =>
    `“${name}” is packed by a method that is not known here. Make the zip with your system's own tool.`,
  isLink: (name: string) => `“${name}” is a link to another file. Put the file itself into the zip.`,
  entryTooLarge: (name: string) => `“${name}” is too large.`,
  nameNotRead: 'holds a file whose name cannot be read. Use letters, digits, - and _ in names.',
  thereTwice: (name: string) => `holds “${name}” twice, or in two spellings. Keep one.`,
  fileAndFolder: (name: string) => `holds “${name}” as a file and as a folder. Rename one.`,
  notZip: 'is no zip file. Lessons come as a folder or as a zip.',
  badPath: (path: string, why: string) =>
    `holds a file named “${path}”, ${why} Make the zip anew from the lesson's folder.`,
  pathTooLong: (most: number) => `which is longer than ${characters(most)}.`,
  pathOutside: 'which leads to a place outside of it.',
  pathBackslash: 'with a backslash in it, which some systems take for a folder.',
  pathUnseen: 'with characters in it that cannot be seen.',
  pathTooDeep: (most: number) => `more than ${number(most)} folders deep.`,
  pathEnd: 'with a dot or space at its end, which some systems leave out.',
  notAddress: 'is not an address. It is to look like https://school.example/lessons/.',
  notWeb: 'is not an address of the web. It is to begin with https://.',
  hasPassword: 'has a name or password in it. Lessons have to be readable without.',
  notSecure: 'begins with http://. This page came over https, from which browsers read https:// alone.',
  notGiven: (status: number) => `is not given out by the host: it answers ${status}.`,
  notInTime: 'did not come in time. Try again later.',
  notReached: 'cannot be reached. Check the connection, then try again.',
  notAllowed: (origin: string) =>
    `cannot be read from here. Either there is no connection, or its host does not allow it: with these files it must send the header “Access-Control-Allow-Origin: *” (or “${origin}” in place of the star). What helps at once: download the lessons as a zip file, and drop that onto this page.`,
  otherHost: (host: string, address: string) =>
    `leads to another host, ${host}. If you trust that, give its own address: ${address}`,
  notThere: 'is not there. Check the address.',
  tooSlow: (seconds: number) =>
    `takes longer than ${number(seconds)} seconds to read, and was given up. Divide it into smaller lessons.`,
  partNotLoaded:
    'cannot be read: a part of this page could not be loaded. Check the connection, then try again.',
  unreadable: 'cannot be read: it is not there any more, or the browser may not read it.',
  oneZip: 'came together with other files. Drop one zip file at a time.',
  partAlone: 'is one file of a lesson. Drop the folder that it lies in, or all files of that together.',
  otherArchive:
    'is packed in a way that is not read here. Unpack it and drop the folder, or pack it as a zip file.',
  notLessons:
    'is neither a zip file nor a folder with lessons. Files for the board are added by “Files” at the top.',
  // Packs
  noLesson: (data: string, texts: string) =>
    `holds no lesson: no folder with a ${data} and a ${texts} in it.`,
  tooManyLessons: (count: number, most: number) =>
    `holds ${number(count)} lessons: at most ${number(most)}. Divide it.`,
  severalPlaces: (folders: string) => `holds lessons in several places: ${folders}. Put them side by side.`,
  neitherIndexNorData: (index: string, data: string) =>
    `has neither ${index} nor ${data}. The address must be that of a folder with one of them, or of a zip.`,
  namesNothing: 'names no lessons. Write them as `order: [first, second]`.',
  namesTooMany: (most: number) => `names more than ${number(most)} lessons.`,
  namesNoFolder: (name: string, data: string) =>
    `names “${name}”, but there is no folder of this name with a ${data} in it.`,
  folderName: 'must have a name of small letters, digits and single hyphens, at most 60 of them.',
  fileMissing: (texts: string, data: string) => `cannot be read. Every lesson has a ${texts}, and a ${data}.`,
  noText: (texts: string) => `has no text beside it. Add ${texts}.`,
  secondText: (text: string) => `stands beside ${text}. A lesson has one text: remove one of them.`,
  tooManyPictures: (most: number) => `shows more than ${number(most)} pictures. Divide it.`,
  tooManyTranslations: (most: number) =>
    `has more than ${number(most)} translations beside it. Keep as many.`,
  holdsHtml: 'holds HTML or the like. Lessons are text: take this block out.',
  noPicture: (name: string) =>
    `shows the picture “${name}”, which is not there. Lessons show png, jpg, gif and webp.`,
  notPicture: 'is no picture that lessons can show: png, jpg, gif or webp.',
  pictureTooLarge: (bytes: number) => `is larger than ${kib(bytes, number)}. Make it smaller.`,
  otherPicture: 'is not the kind of picture that its name says, or is damaged.',
  tooManyPixels: (width: number, height: number, millions: number) =>
    `has ${number(width)} × ${number(height)} pixels: at most ${number(millions)} million. Make it smaller.`,
  fileTooLong: (bytes: number) => `is too long: at most ${kib(bytes, number)}. Divide it into two lessons.`,
  holdsNul: 'holds a NUL byte: this is no text. Save it as text, in UTF-8.',
  notUtf8: 'is not UTF-8. Save it in this encoding.',
  tooManyParts: (most: number) =>
    `has more than ${number(most)} parts to draw. Divide it into several lessons.`,
  tooMuchCode: (bytes: number) => `has more than ${kib(bytes, number)} of code. Show less of it.`,
  tooManyChecks: (most: number) => `has more than ${number(most)} checks. Divide it.`,
  boardFilesTooLarge: (bytes: number) =>
    `brings more than ${kib(bytes, number)} of files. The board has no use for so much.`,
  notRead: (why: string) => `cannot be read: ${why}. Please report this with the file.`,
  more: (count: number) =>
    `There ${plural(count, { one: 'is one more problem', other: `are ${number(count)} more problems` })}.`,
  // YAML
  dataTooLong: (bytes: number) => `is too long: at most ${kib(bytes, number)}.`,
  tooDeep: 'is nested too deeply.',
  /** `code`: what kind of error, by which another language says it; `words`: the parser's English. */
  notYaml: (code: string, words: string) => `this is not well-formed YAML: ${words}`,
  tooManyAliases: 'uses too many aliases (*name). Write the parts out.',
  keyUnknown: 'is not known. Remove it, or correct its name.',
  /** `must`: one of those that follow. */
  missing: (must: string) => `is missing: it ${must}`,
  /** Of what no sentence of ours is for: the schema's English. */
  asSchema: (words: string) => `${words}.`,
  // What must stand at a place
  mustBeText: 'must be a text.',
  mustNotBeEmpty: 'must not be empty.',
  mustBeShorter: (most: number) => `must be at most ${characters(most)} long.`,
  mustBeId: 'must be small letters, digits and single hyphens.',
  mustBePlace: 'must name a section or a code block, as led-on or a-section/led-on.',
  mustBePath: 'must be a path such as main.py or lib/tool.py.',
  mustBeFiles: 'must be files, as `main.py: text`.',
  mustBeOneOf: (names: string) => `must be one of ${names}.`,
  mustBeListOf: (names: string) => `must be a list of ${names}.`,
  mustNotRepeat: 'must not name a pane twice.',
  mustBeNumber: 'must be a number.',
  mustBeWhole: 'must be a whole number.',
  mustBeAtLeast: (least: number) => `must be at least ${number(least)}.`,
  mustBeAtMost: (most: number) => `must be at most ${number(most)}.`,
  mustBeFewer: (most: number) => `must be at most ${number(most)} of them.`,
  mustBeNetwork: (names: string) => `must be one of ${names}, or values such as latency: 300.`,
  mustBeAddress: 'must be an address that starts with https://.',
  mustBeBoardAddress: 'must be an address of the board: http://192.168.1.42/….',
  mustBeAction: 'must be an action, such as `run: some-block`.',
  mustBeOneAction: (names: string) => `must be exactly one of ${names}.`,
  mustBeActions: 'must be a list of actions.',
  mustBeChecks: 'must be a list of checks.',
  mustBeSteps: 'must be a list of steps.',
  mustBeFewerSteps: (most: number) => `must be at most ${number(most)} steps.`,
  mustBeStep: 'must be a step, with id, title, at, goal, checks and solution.',
  mustBeKeys: 'must hold keys, as `summary: …`.',
  mustBeLanguage: 'must be two small letters, such as de.',
  mustBeSeconds: 'must be a number of seconds.',
  mustBePort: 'must be a port from 1 to 65535.',
  mustBeHostAndPort: 'must be a host and a port, such as micropython.org:80 or "*:80".',
  mustBeContainsOrLine: 'needs either contains or line.',
  mustBeToOrFrom: 'needs either to or from.',
  mustBeVariable: 'must be the name of a variable.',
  mustBeValue: 'must be a number, a text, true, false or null.',
  mustBeCheck: 'must be a check, as `kind: …`.',
  checksNothing: (kinds: string) => `says nothing to check. Add one of ${kinds}.`,
  checksSeveral: (kinds: string) => `checks several things at once (${kinds}). Put them into \`all\`.`,
  mustBeFolder: 'must be the name of a folder beside it: small letters, digits and single hyphens.',
  mustBeFolders: 'must be a list of folders.',
  mustBeIndex: 'must hold keys, as `order: [first, second]`.',
  mustBeTexts: 'must be a list of texts.',
  mustBeStepsById: 'must be the steps, each by its id.',
  mustBeWord: 'must be a word or a few, at most 40 characters long.',
  mustBeWords: 'must be a list of words.',
  mustBeYesOrNo: 'must be true or false.',
  mustBeTerm: 'must be a term, with term and says.',
  mustBeTerms: 'must be a list of terms.',
  mustBeTermsByName: 'must be terms, each under its name in glossary.yaml.',
  mustBeGlossary: 'must hold title, intro and terms.',
  termTwice: (form: string) => `“${form}” is explained above already. Remove one of them.`,
  termMissing: (name: string) => `“${name}” is missing. Translate it.`,
  noTerm: (name: string) => `glossary.yaml has no “${name}”. Remove it.`,
  // What does not go with the text
  noBlock: (id: string, ids: string) => `the text has no code block “${id}”. There are: ${ids}.`,
  noPlace: (id: string, ids: string) => `the text has no section or code block “${id}”. There are: ${ids}.`,
  placeAmbiguous: (name: string, lines: string, names: string) =>
    `the text has “${name}” several times, in lines ${lines}. Name the one that is meant: ${names}.`,
  placesAlike: (name: string, lines: string) =>
    `the text has “${name}” several times, in lines ${lines}, and one of them has no name of its own. Begin it with a comment, or give its section another title.`,
  twoSteps: (id: string) => `there are two steps “${id}”. Rename one.`,
  noStep: (id: string) => `the lesson has no step “${id}”. Remove it.`,
  stepMissing: (id: string) => `the step “${id}” is missing. Translate it.`,
  otherCount: (key: string, here: number, there: number) =>
    `${key} has ${number(here)} texts, lesson.yaml has ${number(there)}.`,
  blockMoved: (label: string) => `here the code block “${label}” must stand, as in the original.`,
  otherShape: (sections: number, blocks: number, theirSections: number, theirBlocks: number) =>
    `has ${sections} sections and ${blocks} code blocks, the original has ${theirSections} and ${theirBlocks}.`,
  secondTranslatedText: (text: string) =>
    `stands beside ${text}. A translation has one text: remove one of them.`,
  noSentences: (data: string) => `has no ${data} beside it, with the sentences of the steps. Add it.`,
  ownLanguage: (language: string, data: string) =>
    `is in “${language}”, in which the lesson itself is written, as ${data} says.`,
  // Texts
  tableAsText:
    'This table has merged cells or uneven borders, so it is shown as plain text. Give every row the same columns, or leave it so.',
  oneColon: (name: string) =>
    `“.. ${name}:” is a comment, so it is not shown. Write “.. ${name}::” with two colons.`,
  noTarget: (name: string) =>
    `Nothing is named “${name}”, so it is shown as text. Define it with ".. _name: address", or correct the name.`,
  notFollowed: (address: string) =>
    `The address “${address}” is not followed. Use an address that starts with ${or(['https://', 'http://', 'ftp://', 'mailto:'])}.`,
  noSubstitution: (name: string) =>
    `Nothing is defined for |${name}|. Add ".. |${name}| replace:: text", or escape the bar as \\|.`,
  directiveUsed: (name: string) =>
    `The directive “${name}” is shown as it stands. See what it needs in the reStructuredText documentation.`,
  directiveUnknown: (name: string) =>
    `The directive “${name}” is shown as it stands. Use a directive that lessons know, or plain text.`,
  noAlt: (name: string) => `The picture “${name}” has no description. Add “:alt: what it shows” below it.`,
  noAltMarkdown: (name: string) =>
    `The picture “${name}” has no description. Write it between the brackets: ![…].`,
  pictureOutside: (name: string) =>
    `The picture “${name}” is not in the lesson's folder. Put it beside the lesson and name it by a relative path.`,
  shortLine: (title: string) =>
    `The line at the title “${title}” is shorter than the title. Make it as long as the title.`,
  blockTooDeep: 'This is nested too deeply, so it is shown as it stands. Nest less deeply.',
  titleInside: (title: string) =>
    `The title “${title}” stands inside another block, so it is shown as text. Move it to the left margin.`,
  titleSkips: (title: string) =>
    `The title “${title}” skips a level. Underline it as the other titles of its level are underlined.`,
  quotation:
    'This line is indented without need, so it is shown as a quotation. Put an empty line before it, or take its indentation away.',
  noCode:
    'No indented block follows after “::”. Indent the code by four spaces, or end the paragraph with one colon.',
  glued: (text: string) => `“${text}” is part of the paragraph above it. Put an empty line before it.`,
  htmlInline: (html: string) =>
    `The HTML ${html} is shown as it stands. Write it in Markdown. If you mean the sign itself, put it between backquotes.`,
  pictureInline: 'A picture within a line is shown by its description alone. Give it a paragraph of its own.',
  htmlBlock:
    'This HTML is shown as it stands: lessons hold none. Write it in Markdown, or as code between two lines of three backquotes.',
});
