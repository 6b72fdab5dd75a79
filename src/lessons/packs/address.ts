import { complain } from '../../words/complaint';
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
  if (!url) return refuse(shown, complain('notAddress'));
  if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse(shown, complain('notWeb'));
  if (url.username !== '' || url.password !== '') refuse(shown, complain('hasPassword'));
  if (
    url.protocol === 'http:' &&
    securePage &&
    !/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(url.host)
  )
    refuse(shown, complain('notSecure'));
  const plain = url.href.replace(/#.*$/s, '');
  const [path = '', query] = plain.split(/\?(.*)/s);
  const folder = path.replace(FILES, '/');
  const isFile = query !== undefined || /\.zip$/i.test(path);
  return { href: isFile ? plain : folder.replace(/\/?$/, '/'), host: url.host };
}

/** What a pack of an address is called in messages: `school.example/lessons/`. */
export const addressName = (href: string): string => href.replace(/^\w+:\/\//, '').replace(/\?.*$/s, '');
