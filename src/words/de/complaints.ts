import type { Translation } from '../areas';
import { kib } from '../sizes';
import { number, or, plural } from './formats';

const characters = (most: number): string => `${number(most)} Zeichen`;

/** Was der Parser von YAML auf Englisch sagt, nach seinen Kürzeln; was hier fehlt, bleibt englisch. */
const YAML: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'Hinter * steht kein Name, den & vorher vergeben hat',
  BAD_DQ_ESCAPE: 'Hinter \\ steht etwas, das in Anführungszeichen keine Bedeutung hat',
  BAD_INDENT: 'Die Einrückung stimmt nicht',
  BAD_SCALAR_START: 'Ein Text darf nicht mit diesem Zeichen beginnen; setz ihn in Anführungszeichen',
  BLOCK_AS_IMPLICIT_KEY:
    'In einer Zeile steht mehr als ein Schlüssel; hat der Text einen Doppelpunkt, setz ihn in Anführungszeichen',
  BLOCK_IN_FLOW: 'In Klammern darf keine eingerückte Liste stehen',
  DUPLICATE_KEY: 'Ein Schlüssel steht zweimal da',
  MISSING_CHAR: 'Es fehlt ein Zeichen, etwa ein Anführungszeichen, eine Klammer oder ein Doppelpunkt',
  MULTILINE_IMPLICIT_KEY: 'Ein Schlüssel muss in einer Zeile stehen',
  MULTIPLE_DOCS: 'Die Datei enthält mehrere Dokumente; nimm die Zeile --- heraus',
  TAB_AS_INDENT: 'Eingerückt wird mit Leerzeichen, nicht mit Tabulatoren',
  TAG_RESOLVE_FAILED: 'Ein Tag, das mit ! beginnt, ist hier nicht bekannt',
  UNEXPECTED_TOKEN: 'Hier steht etwas, das hier nicht stehen darf',
};

export const complaints: Translation['complaints'] = {
  tooLargeToRead: (bytes) =>
    `ist größer als ${kib(bytes, number)}. Verkleinere die Bilder, oder teile die Datei.`,
  tooLarge: (bytes) => `ist größer als ${kib(bytes, number)}.`,
  tooManyFiles: (count, most) =>
    `enthält ${number(count)} Dateien; gelesen werden höchstens ${number(most)}. Pack nur die Lektionen hinein.`,
  tooManyFilesDropped: (most) =>
    `enthält mehr als ${number(most)} Dateien. Lege nur den Ordner mit den Lektionen ab.`,
  unpacksTooLarge: (bytes) => `wird ausgepackt größer als ${kib(bytes, number)}. Teile die Datei.`,
  unpacksTooFar: (name, ratio) =>
    `„${name}“ wird ausgepackt mehr als ${number(ratio)}-mal so groß. Lass diese Datei weg.`,
  entryDamaged: (name) =>
    `ist beschädigt: „${name}“ ist nicht, was es sein sollte. Erzeuge oder lade die Datei neu.`,
  notComplete: 'ist keine Zip-Datei oder nicht vollständig. Erzeuge oder lade die Datei neu.',
  damaged: 'ist beschädigt, oder keine Zip-Datei, wie andere sie machen. Erzeuge oder lade die Datei neu.',
  encrypted: (name) => `„${name}“ ist verschlüsselt. Pack die Zip-Datei ohne Passwort.`,
  methodUnknown: (name) =>
    `„${name}“ ist mit einem Verfahren gepackt, das hier nicht bekannt ist. Nimm das Programm deines Systems.`,
  isLink: (name) => `„${name}“ ist ein Verweis auf eine andere Datei. Pack die Datei selbst hinein.`,
  entryTooLarge: (name) => `„${name}“ ist zu groß.`,
  nameNotRead:
    'enthält eine Datei, deren Name sich nicht lesen lässt. Nimm Buchstaben, Ziffern, - und _ für Namen.',
  thereTwice: (name) => `enthält „${name}“ zweimal oder in zwei Schreibweisen. Behalte eine.`,
  fileAndFolder: (name) => `enthält „${name}“ als Datei und als Ordner. Benenne eins davon um.`,
  notZip: 'ist keine Zip-Datei. Lektionen kommen als Ordner oder als Zip-Datei.',
  badPath: (path, why) =>
    `enthält eine Datei namens „${path}“, ${why} Pack die Zip-Datei neu, aus dem Ordner der Lektion.`,
  pathTooLong: (most) => `länger als ${characters(most)}.`,
  pathOutside: 'und das führt aus ihr hinaus.',
  pathBackslash: 'mit einem Backslash darin, den manche Systeme für einen Ordner halten.',
  pathUnseen: 'mit Zeichen darin, die man nicht sieht.',
  pathTooDeep: (most) => `mehr als ${number(most)} Ordner tief.`,
  pathEnd: 'mit einem Punkt oder Leerzeichen am Ende, das manche Systeme weglassen.',
  notAddress: 'ist keine Adresse. Sie soll aussehen wie https://school.example/lessons/.',
  notWeb: 'ist keine Adresse im Web. Sie soll mit https:// beginnen.',
  hasPassword: 'enthält einen Namen oder ein Passwort. Lektionen müssen ohne beides lesbar sein.',
  notSecure: 'beginnt mit http://. Diese Seite kam über https, und von da lesen Browser nur https://.',
  notGiven: (status) => `wird vom Host nicht herausgegeben: Er antwortet mit ${status}.`,
  notInTime: 'kam nicht rechtzeitig. Versuch es später noch einmal.',
  notReached: 'ist nicht zu erreichen. Prüfe die Verbindung und versuch es noch einmal.',
  notAllowed: (origin) =>
    `lässt sich von hier nicht lesen. Entweder fehlt die Verbindung, oder der Host erlaubt es nicht: Zu diesen Dateien muss er den Header „Access-Control-Allow-Origin: *“ senden (oder „${origin}“ anstelle des Sterns). Was sofort hilft: Lade die Lektionen als Zip-Datei herunter und lege sie auf dieser Seite ab.`,
  otherHost: (host, address) =>
    `führt zu einem anderen Host, ${host}. Wenn du ihm vertraust, gib seine eigene Adresse an: ${address}`,
  notThere: 'gibt es nicht. Prüfe die Adresse.',
  tooSlow: (seconds) =>
    `zu lesen dauert länger als ${number(seconds)} Sekunden und wurde aufgegeben. Teile es in kleinere Lektionen.`,
  partNotLoaded:
    'kann nicht gelesen werden: Ein Teil dieser Seite konnte nicht geladen werden. Prüfe die Verbindung und versuch es noch einmal.',
  unreadable: 'kann nicht gelesen werden: Es ist nicht mehr da, oder der Browser darf es nicht lesen.',
  oneZip: 'kam mit anderen Dateien zusammen. Zieh eine Zip-Datei nach der anderen hierher.',
  partAlone:
    'ist eine einzelne Datei einer Lektion. Zieh den Ordner hierher, in dem sie liegt, oder alle Dateien daraus zusammen.',
  otherArchive:
    'ist auf eine Art gepackt, die hier nicht gelesen wird. Entpack es und zieh den Ordner hierher, oder pack es als Zip-Datei.',
  notLessons:
    'ist weder eine Zip-Datei noch ein Ordner mit Lektionen. Dateien für das Board kommen oben über „Dateien“ dazu.',

  noLesson: (data, texts) => `enthält keine Lektion: keinen Ordner mit ${data} und ${texts} darin.`,
  tooManyLessons: (count, most) =>
    `enthält ${number(count)} Lektionen, höchstens ${number(most)} gehen. Teile die Datei.`,
  severalPlaces: (folders) => `enthält Lektionen an mehreren Stellen: ${folders}. Lege sie nebeneinander.`,
  neitherIndexNorData: (index, data) =>
    `hat weder ${index} noch ${data}. Die Adresse muss die eines Ordners mit einem von beiden sein, oder die einer Zip-Datei.`,
  namesNothing: 'nennt keine Lektionen. Schreib sie als `order: [first, second]`.',
  namesTooMany: (most) => `nennt mehr als ${number(most)} Lektionen.`,
  namesNoFolder: (name, data) =>
    `nennt „${name}“, aber einen Ordner dieses Namens mit ${data} darin gibt es nicht.`,
  folderName:
    'muss einen Namen aus Kleinbuchstaben, Ziffern und einzelnen Bindestrichen haben, höchstens 60 davon.',
  fileMissing: (texts, data) => `kann nicht gelesen werden. Jede Lektion hat ${texts} und ${data}.`,
  noText: (texts) => `hat keinen Text neben sich. Lege ${texts} dazu.`,
  secondText: (text) => `steht neben ${text}. Eine Lektion hat einen Text: Entferne einen von beiden.`,
  tooManyPictures: (most) => `zeigt mehr als ${number(most)} Bilder. Teile die Lektionen auf.`,
  tooManyTranslations: (most) => `hat mehr als ${number(most)} Übersetzungen neben sich. Behalte so viele.`,
  holdsHtml: 'enthält HTML oder Ähnliches. Lektionen sind Text: Nimm diesen Block heraus.',
  noPicture: (name) =>
    `zeigt das Bild „${name}“, das es nicht gibt. Lektionen zeigen png, jpg, gif und webp.`,
  notPicture: 'ist kein Bild, das Lektionen zeigen können: png, jpg, gif oder webp.',
  pictureTooLarge: (bytes) => `ist größer als ${kib(bytes, number)}. Verkleinere es.`,
  otherPicture: 'ist nicht die Art von Bild, die der Name sagt, oder beschädigt.',
  tooManyPixels: (width, height, millions) =>
    `hat ${number(width)} × ${number(height)} Pixel, höchstens ${number(millions)} Millionen gehen. Verkleinere es.`,
  fileTooLong: (bytes) => `ist zu lang: höchstens ${kib(bytes, number)}. Mach zwei Lektionen daraus.`,
  holdsNul: 'enthält ein NUL-Byte, ist also kein Text. Speichere es als Text, in UTF-8.',
  notUtf8: 'ist kein UTF-8. Speichere es in dieser Codierung.',
  tooManyParts: (most) => `hat mehr als ${number(most)} Teile zu zeichnen. Mach mehrere Lektionen daraus.`,
  tooMuchCode: (bytes) => `enthält mehr als ${kib(bytes, number)} Code. Zeig weniger davon.`,
  tooManyChecks: (most) => `enthält mehr als ${number(most)} Prüfungen. Teile die Lektion.`,
  boardFilesTooLarge: (bytes) =>
    `bringt mehr als ${kib(bytes, number)} Dateien mit. So viel kann das Board nicht gebrauchen.`,
  notRead: (why) => `kann nicht gelesen werden: ${why}. Bitte melde das mit der Datei.`,
  more: (count) =>
    `Dazu ${plural(count, { one: 'kommt ein weiterer Fehler', other: `kommen ${number(count)} weitere Fehler` })}.`,

  dataTooLong: (bytes) => `ist zu lang: höchstens ${kib(bytes, number)}.`,
  tooDeep: 'ist zu tief verschachtelt.',
  notYaml: (code, words) => `Das ist kein gültiges YAML: ${YAML[code] ?? words}.`,
  tooManyAliases: 'benutzt zu viele Aliasse (*name). Schreib die Teile aus.',
  keyUnknown: 'ist nicht bekannt. Entferne es, oder berichtige den Namen.',
  missing: (must) => `fehlt; es ${must}`,
  asSchema: (words) => `passt nicht (${words}).`,

  mustBeText: 'muss ein Text sein.',
  mustNotBeEmpty: 'darf nicht leer sein.',
  mustBeShorter: (most) => `darf höchstens ${characters(most)} lang sein.`,
  mustBeId: 'muss aus Kleinbuchstaben, Ziffern und einzelnen Bindestrichen bestehen.',
  mustBePlace: 'muss einen Abschnitt oder Codeblock nennen, wie led-on oder ein-abschnitt/led-on.',
  mustBePath: 'muss ein Pfad wie main.py oder lib/tool.py sein.',
  mustBeFiles: 'muss Dateien nennen, als `main.py: Text`.',
  mustBeOneOf: (names) => `muss eins davon sein: ${names}.`,
  mustBeListOf: (names) => `muss eine Liste aus ${names} sein.`,
  mustNotRepeat: 'darf keinen Bereich zweimal nennen.',
  mustBeNumber: 'muss eine Zahl sein.',
  mustBeWhole: 'muss eine ganze Zahl sein.',
  mustBeAtLeast: (least) => `muss mindestens ${number(least)} sein.`,
  mustBeAtMost: (most) => `darf höchstens ${number(most)} sein.`,
  mustBeFewer: (most) => `darf höchstens ${number(most)} davon enthalten.`,
  mustBeNetwork: (names) => `muss eins davon sein: ${names}; oder Werte wie latency: 300.`,
  mustBeAddress: 'muss eine Adresse sein, die mit https:// beginnt.',
  mustBeBoardAddress: 'muss eine Adresse des Boards sein: http://192.168.1.42/….',
  mustBeAction: 'muss eine Handlung sein, etwa `run: some-block`.',
  mustBeOneAction: (names) => `muss genau eins davon sein: ${names}.`,
  mustBeActions: 'muss eine Liste von Handlungen sein.',
  mustBeChecks: 'muss eine Liste von Prüfungen sein.',
  mustBeSteps: 'muss eine Liste von Schritten sein.',
  mustBeFewerSteps: (most) => `darf höchstens ${number(most)} Schritte enthalten.`,
  mustBeStep: 'muss ein Schritt sein, mit id, title, at, goal, checks und solution.',
  mustBeKeys: 'muss Schlüssel enthalten, als `summary: …`.',
  mustBeLanguage: 'muss aus zwei Kleinbuchstaben bestehen, etwa de.',
  mustBeSeconds: 'muss eine Zahl von Sekunden sein.',
  mustBePort: 'muss ein Port von 1 bis 65535 sein.',
  mustBeHostAndPort: 'muss ein Host mit Port sein, etwa micropython.org:80 oder "*:80".',
  mustBeContainsOrLine: 'braucht entweder contains oder line.',
  mustBeToOrFrom: 'braucht entweder to oder from.',
  mustBeVariable: 'muss der Name einer Variablen sein.',
  mustBeValue: 'muss eine Zahl, ein Text, true, false oder null sein.',
  mustBeCheck: 'muss eine Prüfung sein, als `kind: …`.',
  checksNothing: (kinds) => `sagt nicht, was geprüft wird. Gib eins davon an: ${kinds}.`,
  checksSeveral: (kinds) => `prüft mehreres auf einmal (${kinds}). Setz es unter \`all\`.`,
  mustBeFolder:
    'muss der Name eines Ordners daneben sein: Kleinbuchstaben, Ziffern und einzelne Bindestriche.',
  mustBeFolders: 'muss eine Liste von Ordnern sein.',
  mustBeIndex: 'muss Schlüssel enthalten, als `order: [first, second]`.',
  mustBeTexts: 'muss eine Liste von Texten sein.',
  mustBeStepsById: 'muss die Schritte enthalten, jeden unter seiner id.',
  mustBeWord: 'muss ein Wort oder ein paar sein, höchstens 40 Zeichen lang.',
  mustBeWords: 'muss eine Liste von Wörtern sein.',
  mustBeYesOrNo: 'muss true oder false sein.',
  mustBeTerm: 'muss ein Begriff sein, mit term und says.',
  mustBeTerms: 'muss eine Liste von Begriffen sein.',
  mustBeTermsByName: 'muss Begriffe enthalten, jeden unter seinem Namen in glossary.yaml.',
  mustBeGlossary: 'muss title, intro und terms enthalten.',
  termTwice: (form) => `„${form}“ ist weiter oben schon erklärt. Entferne eins davon.`,
  termMissing: (name) => `„${name}“ fehlt. Übersetze es.`,
  noTerm: (name) => `In glossary.yaml gibt es kein „${name}“. Entferne es.`,

  noBlock: (id, ids) => `der Text hat keinen Codeblock „${id}“. Es gibt: ${ids}.`,
  noPlace: (id, ids) => `der Text hat keinen Abschnitt oder Codeblock „${id}“. Es gibt: ${ids}.`,
  placeAmbiguous: (name, lines, names) =>
    `der Text hat „${name}“ mehrmals, in den Zeilen ${lines}. Nenne, was gemeint ist: ${names}.`,
  placesAlike: (name, lines) =>
    `der Text hat „${name}“ mehrmals, in den Zeilen ${lines}, und eins davon hat keinen eigenen Namen. Beginne es mit einem Kommentar, oder gib seinem Abschnitt einen anderen Titel.`,
  twoSteps: (id) => `es gibt zwei Schritte „${id}“. Benenne einen um.`,
  noStep: (id) => `die Lektion hat keinen Schritt „${id}“. Entferne ihn.`,
  stepMissing: (id) => `der Schritt „${id}“ fehlt. Übersetze ihn.`,
  otherCount: (key, here, there) =>
    `${key} hat ${number(here)} ${plural(here, { one: 'Text', other: 'Texte' })}, lesson.yaml hat ${number(there)}.`,
  blockMoved: (label) => `hier muss der Codeblock „${label}“ stehen, wie im Original.`,
  otherShape: (sections, blocks, theirSections, theirBlocks) =>
    `hat ${sections} Abschnitte und ${blocks} Codeblöcke, das Original hat ${theirSections} und ${theirBlocks}.`,
  secondTranslatedText: (text) =>
    `steht neben ${text}. Eine Übersetzung hat einen Text: Entferne einen von beiden.`,
  noSentences: (data) => `hat kein ${data} neben sich, mit den Sätzen der Schritte. Lege es dazu.`,
  ownLanguage: (language, data) =>
    `ist in „${language}“, und darin ist nach ${data} schon die Lektion selbst geschrieben.`,

  tableAsText:
    'Diese Tabelle hat verbundene Zellen oder ungleiche Ränder und wird als einfacher Text gezeigt. Gib jeder Zeile dieselben Spalten, oder lass es so.',
  oneColon: (name) =>
    `„.. ${name}:“ ist ein Kommentar und wird nicht gezeigt. Schreib „.. ${name}::“ mit zwei Doppelpunkten.`,
  noTarget: (name) =>
    `Nichts heißt „${name}“, darum steht es als Text da. Definiere es mit ".. _name: Adresse", oder berichtige den Namen.`,
  notFollowed: (address) =>
    `Der Adresse „${address}“ wird nicht gefolgt. Nimm eine, die mit ${or(['https://', 'http://', 'ftp://', 'mailto:'])} beginnt.`,
  noSubstitution: (name) =>
    `Für |${name}| ist nichts definiert. Ergänze ".. |${name}| replace:: Text", oder schreib den Strich als \\|.`,
  directiveUsed: (name) =>
    `Die Direktive „${name}“ wird so gezeigt, wie sie dasteht. Was sie braucht, steht in der Dokumentation von reStructuredText.`,
  directiveUnknown: (name) =>
    `Die Direktive „${name}“ wird so gezeigt, wie sie dasteht. Nimm eine, die Lektionen kennen, oder einfachen Text.`,
  noAlt: (name) => `Das Bild „${name}“ hat keine Beschreibung. Schreib „:alt: was es zeigt“ darunter.`,
  noAltMarkdown: (name) =>
    `Das Bild „${name}“ hat keine Beschreibung. Schreib sie zwischen die Klammern: ![…].`,
  pictureOutside: (name) =>
    `Das Bild „${name}“ liegt nicht im Ordner der Lektion. Lege es neben die Lektion und nenne es mit einem relativen Pfad.`,
  shortLine: (title) =>
    `Die Linie am Titel „${title}“ ist kürzer als der Titel. Mach sie so lang wie den Titel.`,
  blockTooDeep:
    'Das ist zu tief verschachtelt und wird so gezeigt, wie es dasteht. Verschachtle weniger tief.',
  titleInside: (title) =>
    `Der Titel „${title}“ steht in einem anderen Block und wird als Text gezeigt. Rück ihn an den linken Rand.`,
  titleSkips: (title) =>
    `Der Titel „${title}“ überspringt eine Ebene. Unterstreiche ihn wie die anderen Titel seiner Ebene.`,
  quotation:
    'Diese Zeile ist ohne Grund eingerückt und wird als Zitat gezeigt. Setz eine leere Zeile davor, oder nimm die Einrückung weg.',
  noCode:
    'Auf „::“ folgt kein eingerückter Block. Rück den Code um vier Leerzeichen ein, oder beende den Absatz mit einem Doppelpunkt.',
  glued: (text) => `„${text}“ gehört zum Absatz darüber. Setz eine leere Zeile davor.`,
  htmlInline: (html) =>
    `Das HTML ${html} wird so gezeigt, wie es dasteht. Schreib es in Markdown. Meinst du das Zeichen selbst, setz es zwischen Backquotes.`,
  pictureInline:
    'Ein Bild mitten in einer Zeile wird nur durch seine Beschreibung gezeigt. Gib ihm einen eigenen Absatz.',
  htmlBlock:
    'Dieses HTML wird so gezeigt, wie es dasteht: Lektionen enthalten keines. Schreib es in Markdown, oder als Code zwischen zwei Zeilen aus drei Backquotes.',
};
