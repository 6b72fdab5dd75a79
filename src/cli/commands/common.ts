import { readConfig, readFlags, settingsOf, type Given, type Settings } from '../../proxy/config';
import { ConfigError } from '../../proxy/flags';
import { jsonLog, type Log } from '../../proxy/log';
import { flagOf, OPTIONS, type Option } from '../../proxy/options';
import { ruleText, type Rules } from '../../proxy/rules';
import { bytesOf, say, textOf } from './saying';

/** What both commands need to know, and how to ask for it again. */
export interface Asked {
  readonly settings: Settings;
  /** Reads the file anew, for its rules. */
  reload(): Promise<Settings>;
}

/** @returns null when only help was wanted, and has been given */
export async function ask(args: readonly string[], usage: string, port: number): Promise<Asked | null> {
  const flags = readFlags(args, {
    config: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (flags['help'] === true) {
    process.stdout.write(`${usage}\n\n${optionsHelp()}`);
    return null;
  }
  const { config } = flags;
  const read = async (): Promise<Settings> => {
    const file: Given = typeof config === 'string' ? readConfig(await textOf(config), config) : {};
    return settingsOf(file, flags, port);
  };
  return { settings: await read(), reload: read };
}

export async function tlsOf({ cert, key }: Settings): Promise<{ cert: Buffer; key: Buffer } | undefined> {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new ConfigError('--cert and --key belong together.');
  return { cert: await bytesOf(cert), key: await bytesOf(key) };
}

export const logOf = ({ quiet }: Settings): Log =>
  quiet
    ? () => undefined
    : jsonLog(
        (line) => process.stdout.write(line),
        () => new Date(),
      );

export function sayWhatIsOpen({ rules, publish }: Pick<Settings, 'rules' | 'publish'>): void {
  sayRules(rules);
  for (const { hostPort, boardPort } of publish) {
    say(`http://127.0.0.1:${hostPort}/ leads to port ${boardPort} of the board.`);
  }
  say('Ctrl-C ends it; SIGHUP has it read its rules anew.');
}

function sayRules(rules: Rules): void {
  const hosts = rules.list.map((rule) => `${ruleText(rule)}${rule.isPrivate ? ' (private)' : ''}`);
  say(hosts.length === 0 ? 'No host is allowed.' : `Allowed: ${hosts.join('  ')}`);
}

/** Ends in order by SIGINT and SIGTERM, at once when asked again; reads the rules anew by SIGHUP. */
export function onSignals(
  asked: Asked,
  setRules: (anew: Settings) => Rules,
  close: () => Promise<void>,
): void {
  let isClosing = false;
  const stop = (): void => {
    if (isClosing) process.exit(1);
    isClosing = true;
    void close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', () => {
    asked.reload().then(
      (settings) => sayRules(setRules(settings)),
      (error: unknown) =>
        say(`The rules stay as they were: ${error instanceof Error ? error.message : String(error)}`),
    );
  });
}

export function optionsHelp(): string {
  const rows = [
    { left: '--config FILE', help: 'A file with settings, YAML or JSON; flags win over it.' },
    ...OPTIONS.map((option) => ({
      left: `--${flagOf(option.key)} ${valueOf(option)}`.trim(),
      help: helpOf(option),
    })),
    { left: '--help', help: 'This list.' },
  ];
  return `${rows.map(({ left, help }) => `  ${left}\n      ${help}`).join('\n')}\n`;
}

const valueOf = (option: Option): string =>
  option.kind === 'switch' ? '' : option.kind === 'count' ? 'N' : option.value;

const helpOf = (option: Option): string =>
  option.kind === 'count' ? `${option.help} Default ${option.preset}.` : option.help;
