import { refuse } from './pack-error';

/** An address at which lessons can be: the folder with the files, or one archive. */
export interface PackAddress {
  /** As it is kept, and compared with others. */
  readonly href: string;
  readonly host: string;
}

/** The parts of a URL that are looked at here; the core has no `URL` of its own. */
export interface UrlParts {
  readonly href: string;
  readonly protocol: string;
  readonly host: string;
  readonly username: string;
  readonly password: string;
}

/** How a name at its end tells that the folder is meant. */
const FILES = /\/(?:index\.yaml|lesson\.(?:yaml|rst|md))$/;

/**
 * @param text what somebody typed, or wrote into the page's address
 * @param parse a URL, relative to the page; null: it is none
 * @throws {PackError}
 */
export function packAddress(
  text: string,
  parse: (text: string) => UrlParts | null,
  securePage: boolean,
): PackAddress {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  const url = text.length > 2_000 ? null : parse(text.trim());
  if (!url) return refuse(shown, 'is not an address. It is to look like https://school.example/lessons/.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    refuse(shown, 'is not an address of the web. It is to begin with https://.');
  if (url.username !== '' || url.password !== '')
    refuse(shown, 'has a name or password in it. Lessons have to be readable without.');
  if (
    url.protocol === 'http:' &&
    securePage &&
    !/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(url.host)
  )
    refuse(shown, 'begins with http://. This page came over https, from which browsers read https:// alone.');
  const plain = url.href.replace(/#.*$/s, '');
  const [path = '', query] = plain.split(/\?(.*)/s);
  const folder = path.replace(FILES, '/');
  const isFile = query !== undefined || /\.zip$/i.test(path);
  return { href: isFile ? plain : folder.replace(/\/?$/, '/'), host: url.host };
}

/** What a pack of an address is called in messages: `school.example/lessons/`. */
export const addressName = (href: string): string => href.replace(/^\w+:\/\//, '').replace(/\?.*$/s, '');
