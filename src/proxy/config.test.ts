import { describe, expect, test } from 'vitest';
import { readConfig, readFlags, settingsOf } from './config';
import { ConfigError } from './flags';
import { flagOf, OPTIONS } from './options';

const problem = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('it was taken');
};

describe('a configuration file', () => {
  test('is YAML or JSON, and says what flags say', () => {
    const yaml = readConfig(
      'allow:\n  - micropython.org:80\norigin: https://a.test\nmaxStreams: 4\n',
      'p.yaml',
    );
    const json = readConfig(
      '{"allow": ["micropython.org:80"], "origin": ["https://a.test"], "maxStreams": 4}',
      'p.json',
    );
    const flags = readFlags([
      '--allow',
      'micropython.org:80',
      '--origin=https://a.test',
      '--max-streams',
      '4',
    ]);
    expect(yaml).toEqual(json);
    expect(yaml).toEqual(flags);
    expect(readConfig('', 'empty.yaml')).toEqual({});
  });

  test.each([
    ['port: 80\nmaxStreams: many\n', 'p.yaml:2: maxStreams: must be a whole number from 1 to 1000.'],
    ['maxStreams: 0', 'p.yaml:1: maxStreams: must be a whole number from 1 to 1000.'],
    [
      'allow:\n  - micropython.org:80\n  - nonsense\n',
      'p.yaml:3: allow: "nonsense" is no rule. Write HOST:PORTS',
    ],
    ['allow: [10.0.0.1:80]', 'p.yaml:1: allow: 10.0.0.1 is not a public address.'],
    ['\n\nportt: 80', 'p.yaml:3: portt is not a setting. There are host, port, allow'],
    ['origin: https://a.test/path', 'p.yaml:1: origin: must be an origin such as'],
    ['token: short', 'p.yaml:1: token: must be 16 to 128'],
    ['udp: perhaps', 'p.yaml:1: udp: must be true or false.'],
    ['publish:\n- 9080', 'p.yaml:2: publish: must be HOST_PORT:BOARD_PORT'],
    ['a: 1\na: 2', 'p.yaml:2: this is not well-formed'],
    ['{"port": 80', 'p.yaml:1: this is not well-formed'],
    ['- 1', 'p.yaml:1: the file must hold settings'],
  ])('that says %j is refused by line', (text, sentence) => {
    const message = problem(() => readConfig(text, 'p.yaml'));
    expect(message).toContain(sentence);
    expect(message).not.toContain('\n');
  });
});

describe('flags', () => {
  test.each([
    [['--max-streams', 'many'], '--max-streams: must be a whole number from 1 to 1000.'],
    [['--max-streams', '-1'], ''],
    [['--nonsense'], "Unknown option '--nonsense'. --help lists what there is."],
    [['stray'], 'stray'],
    [['--allow'], '--allow'],
    [['--allow', 'x'], '--allow: "x" is no rule.'],
    [['--udp=yes'], '--udp'],
  ])('%j are refused in one line', (args, sentence) => {
    const message = problem(() => readFlags(args));
    expect(message).toContain(sentence);
    expect(message).not.toContain('\n');
  });

  test('win over the file', () => {
    const file = readConfig('port: 1000\nhost: 0.0.0.0\nallow: a.test:80', 'p.yaml');
    const settings = settingsOf(file, readFlags(['--port', '2000', '--allow', 'b.test:81']), 8090);
    expect(settings).toMatchObject({ port: 2000, host: '0.0.0.0' });
    expect(settings.rules.text).toBe('b.test:81');
  });

  test('each cap has one, and sets that cap', () => {
    const defaults = settingsOf({}, {}, 8090).limits;
    for (const option of OPTIONS) {
      if (option.kind !== 'count' || !option.limit) continue;
      const value = option.to;
      const { limits } = settingsOf({}, readFlags([`--${flagOf(option.key)}`, String(value)]), 8090);
      expect(limits).toEqual({ ...defaults, [option.limit.name]: value * option.limit.unit });
    }
    expect(OPTIONS.filter((option) => option.kind === 'count' && option.limit)).toHaveLength(
      Object.keys(defaults).length,
    );
  });
});
