import { ConfigError } from '../../proxy/flags';

/** Letters, digits, `-` and `_`: it becomes a part of a file's name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;

/** @throws {ConfigError} in one line */
export function checkLanName(name: string): string {
  if (NAME.test(name)) return name;
  throw new ConfigError(
    `--lan takes a name of at most 32 letters, digits, "-" and "_", such as classroom, not "${name}".`,
  );
}
