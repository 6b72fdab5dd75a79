import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig, settingsOf } from './config';
import { flagOf, OPTIONS, type Option } from './options';

const valueOf = (option: Option): string =>
  option.kind === 'switch' ? '' : ` ${option.kind === 'count' ? 'N' : option.value}`;

/** Laid out as Prettier lays it out. */
function table(): string {
  const rows = OPTIONS.map((option) => [
    `\`--${flagOf(option.key)}${valueOf(option)}\``,
    option.kind === 'count' ? String(option.preset) : '',
    option.help,
  ]);
  const all = [['flag', 'default', 'what it does'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...rest] = all;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}

describe('docs/proxy.md', () => {
  test('lists all options as they are', () => {
    const text = readFileSync('docs/proxy.md', 'utf8');
    const [, found] = /<!-- options -->\n+([^]*?)\n+<!-- \/options -->/.exec(text) ?? [];
    expect(found).toBe(table());
  });
});

describe('deploy', () => {
  test('has settings that are taken', () => {
    const settings = settingsOf(
      readConfig(readFileSync('deploy/proxy.yaml', 'utf8'), 'deploy/proxy.yaml'),
      {},
      0,
    );
    expect(settings.rules.text).toBe('towel.blinkenlights.nl:23\nmicropython.org:80');
    expect(settings.origins).toEqual(['https://pinwire.example']);
  });

  test('has a compose file of two services, whose commands are text and whose files are there', () => {
    const { services } = parse(readFileSync('deploy/compose.yaml', 'utf8')) as {
      services: Record<string, { volumes: string[]; healthcheck?: { test: unknown[] } }>;
    };
    expect(Object.keys(services)).toEqual(['proxy', 'caddy']);
    // `a ? b: c` without quotes is a mapping in YAML, and compose takes none.
    for (const word of services['proxy']?.healthcheck?.test ?? ['']) expect(word).toEqual(expect.any(String));
    const mounted = Object.values(services).flatMap(({ volumes }) => volumes.map((one) => one.split(':')[0]));
    expect(mounted).toEqual(['./proxy.yaml', './Caddyfile', 'caddy']);
  });
});
