import type { Translation } from '../areas';
import { number, plural } from './formats';

export const search: Translation['search'] = {
  search: 'Suche',
  tip: 'In den Lektionen suchen (/ oder Strg-K)',
  field: 'In den Lektionen suchen',
  placeholder: 'In Lektionen und Glossar suchen',
  found: 'Gefunden',
  notLoaded: 'Die Lektionen konnten nicht geladen werden. Prüfe die Verbindung und such dann noch einmal.',
  searched: 'Titel, Text, Code, Schritte und die Wörter des Glossars.',
  loading: 'Die Lektionen werden geladen …',
  nothing: (query) => `„${query}“ kommt nirgends vor.`,
  places: (count) => `${number(count)} ${plural(count, { one: 'Stelle', other: 'Stellen' })}`,
  reading: 'Lektionen von anderswo werden noch gelesen.',
  cut: 'Lektionen von anderswo sind so lang, dass nicht alles durchsucht wird.',
  from: 'von <whose>anderen</whose>',
  stepOf: (lesson) => `Schritt von ${lesson}`,
  glossary: 'Glossar',
};
