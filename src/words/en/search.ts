import { area } from '../area';
import { number, plural } from './formats';

/** The search of the lessons and the glossary. */
export const search = area('search', {
  search: 'Search',
  tip: 'Search the lessons (/ or Ctrl-K)',
  field: 'Search the lessons',
  placeholder: 'Search the lessons and the glossary',
  found: 'Found',
  notLoaded: 'The lessons could not be loaded. Check the connection, then search again.',
  searched: 'Titles, text, code, steps, and the words of the glossary.',
  loading: 'Loading the lessons…',
  nothing: (query: string) => `Nothing has “${query}” in it.`,
  places: (count: number) => `${number(count)} ${plural(count, { one: 'place', other: 'places' })}`,
  reading: 'Lessons from elsewhere are still being read.',
  cut: 'Lessons from elsewhere are so long that not all of them is searched.',
  /** After the name of a lesson that is not the site's. */
  from: 'from <whose>others</whose>',
  stepOf: (lesson: string) => `Step of ${lesson}`,
  glossary: 'Glossary',
});
