import type { ParseArgsConfig } from 'node:util';
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { ConfigError, parseFlags, parsePublication } from './flags';
import { DEFAULT_LIMITS, type Limits } from './limits';
import { flagOf, OPTIONS, type Option } from './options';
import { parseRule, RuleError, Rules } from './rules';

/** What was said, by flags or by a file, as far as it was. */
export type Given = Readonly<Record<string, unknown>>;

const listOf = (one: z.ZodType<string>): z.ZodType<string[]> =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(one, 'must be a list'));

const matching = (pattern: RegExp, message: string): z.ZodType<string> =>
  z.custom<string>((value) => typeof value === 'string' && pattern.test(value), message);

const rule = (isPrivate: boolean): z.ZodType<string> =>
  z.string('must be text').superRefine((text, context) => {
    try {
      parseRule(text, isPrivate);
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  });

/** What has a form of its own. */
const FORMS: Readonly<Record<string, z.ZodType>> = {
  allow: listOf(rule(false)),
  allowPrivate: listOf(rule(true)),
  origin: listOf(
    matching(
      /^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/,
      'must be an origin such as https://pinwire.example, without a path',
    ),
  ),
  name: listOf(
    matching(
      /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d+)?$/,
      'must be a name such as proxy.example or proxy.example:8443, in lower case',
    ),
  ),
  token: matching(/^[\w-]{16,128}$/, 'must be 16 to 128 of A-Z, a-z, 0-9, - and _'),
  publish: listOf(
    z.custom<string>(
      (value) => typeof value === 'string' && parsePublication(value) !== undefined,
      'must be HOST_PORT:BOARD_PORT, such as 9080:80',
    ),
  ),
};

function formOf(option: Option): z.ZodType {
  const form = FORMS[option.key];
  if (form) return form;
  if (option.kind === 'text') return z.string('must be text').min(1, 'must not be empty');
  if (option.kind === 'switch') return z.boolean('must be true or false');
  if (option.kind === 'list') return listOf(z.string('must be text'));
  const { from, to } = option;
  return z.custom<number>(
    (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
    `must be a whole number from ${from} to ${to}`,
  );
}

const SCHEMA = z.strictObject(
  Object.fromEntries(OPTIONS.map((option) => [option.key, formOf(option).optional()])),
);

/**
 * The configuration file, YAML or JSON.
 * @throws ConfigError naming file and line
 */
export function readConfig(source: string, file: string): Given {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, message: string): never => {
    throw new ConfigError(`${file}:${lines.linePos(offset).line}: ${message}`);
  };
  const [broken] = document.errors;
  if (broken) fail(broken.pos[0], `this is not well-formed: ${broken.message}`);
  const value: unknown = document.toJS() ?? {};
  const checked = SCHEMA.safeParse(value);
  if (checked.success) return checked.data;
  const { where, message } = describe(checked.error);
  return fail(offsetOf(document, where), message);
}

/** @throws ConfigError naming the flag */
export function readFlags(
  args: readonly string[],
  more: NonNullable<ParseArgsConfig['options']> = {},
): Given {
  const options: NonNullable<ParseArgsConfig['options']> = { ...more };
  for (const { key, kind } of OPTIONS) {
    options[flagOf(key)] = { type: kind === 'switch' ? 'boolean' : 'string', multiple: kind === 'list' };
  }
  const values: Record<string, unknown> = parseFlags(args, options);
  const given: Record<string, unknown> = {};
  for (const { key, kind } of OPTIONS) {
    const value = values[flagOf(key)];
    if (value === undefined) continue;
    given[key] = kind === 'count' && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  }
  const checked = SCHEMA.safeParse(given);
  if (!checked.success) {
    const { where, message } = describe(checked.error);
    throw new ConfigError(message.replace(String(where[0]), `--${flagOf(String(where[0]))}`));
  }
  for (const name of Object.keys(more)) if (values[name] !== undefined) given[name] = values[name];
  return given;
}

function describe({ issues }: z.ZodError): { where: readonly PropertyKey[]; message: string } {
  const [issue] = issues;
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const known = OPTIONS.map((option) => option.key).join(', ');
    return { where: [...issue.path, key], message: `${key} is not a setting. There are ${known}.` };
  }
  const where = issue?.path ?? [];
  if (where.length === 0) return { where, message: 'the file must hold settings, as `key: value`.' };
  const message = issue?.message.replace(/\.$/, '') ?? 'is wrong';
  return { where, message: `${String(where[0])}: ${message}.` };
}

/** Where a setting, or as much of its path as there is, stands in the file. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  const [first, ...rest] = path;
  if (!isMap(document.contents) || first === undefined) return 0;
  const pair = document.contents.items.find(({ key }) => isScalar(key) && key.value === first);
  const value: unknown = rest.length > 0 ? document.getIn(path, true) : undefined;
  const node = isNode(value) ? value : pair?.key;
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** What is asked for, when the file has been read and flags have won. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly rules: Rules;
  readonly origins: readonly string[];
  readonly noOrigin: boolean;
  readonly hosts: readonly string[];
  readonly token: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly udp: boolean;
  readonly publish: readonly { hostPort: number; boardPort: number }[];
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly quiet: boolean;
  readonly limits: Limits;
}

export function settingsOf(file: Given, flags: Given, port: number): Settings {
  const given = { ...file, ...flags };
  const text = (key: string): string | undefined => (typeof given[key] === 'string' ? given[key] : undefined);
  const list = (key: string): string[] => (Array.isArray(given[key]) ? given[key].map(String) : []);
  return {
    host: text('host') ?? '127.0.0.1',
    port: typeof given['port'] === 'number' ? given['port'] : port,
    rules: Rules.of(list('allow'), list('allowPrivate')),
    origins: list('origin'),
    noOrigin: given['allowNoOrigin'] === true,
    hosts: list('name'),
    token: text('token'),
    trustedProxies: list('trustProxy'),
    udp: given['udp'] === true,
    publish: list('publish').flatMap((one) => parsePublication(one) ?? []),
    cert: text('cert'),
    key: text('key'),
    quiet: given['quiet'] === true,
    limits: limitsOf(given),
  };
}

function limitsOf(given: Given): Limits {
  const limits: Record<keyof Limits, number> = { ...DEFAULT_LIMITS };
  for (const option of OPTIONS) {
    const value = given[option.key];
    if (option.kind === 'count' && option.limit && typeof value === 'number') {
      limits[option.limit.name] = value * option.limit.unit;
    }
  }
  return limits;
}
