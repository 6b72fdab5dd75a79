import type { Notice } from '../protocol/notices';
import { VIRTUAL_HOSTS } from '../protocol/virtual-hosts';
import type { Translation } from './areas';

interface Words {
  readonly notices: Translation['notices'];
  readonly internet: Translation['internet'];
}

/** Rules that fit into one sentence. */
const MOST_RULES = 8;

/** What a student should know, in a sentence or two. */
export function noticeText(notice: Notice, { notices: words, internet }: Words): string {
  switch (notice.kind) {
    case 'unknown-name':
      return unknownName(notice.name, notice.rules, words);
    case 'proxy-lost':
      return `${internet.lost[notice.why]} ${words.proxyAdvice[notice.why]}`;
    case 'not-reached':
      return words.notReached[notice.failure](notice.host, notice.port);
    case 'files-damaged':
      return words.filesDamaged(notice.paths.map((path) => path.replace(/^\//, '')));
    case 'flash-not-read':
      return words.flashNotRead(notice.detail);
    case 'not-simulated':
      return notSimulated(notice.name, words);
    case 'no-module':
      return words.noModule(notice.name);
    case 'no-pwm-edges':
      return words.noPwmEdges(notice.gpio);
    case 'sent-nowhere':
      return words.sentNowhere(notice.gpio);
    case 'packet-too-large':
      return words.packetTooLarge(notice.bytes, notice.most);
    case 'other-address':
      return words.otherAddress(notice.ip, notice.reachedAt);
    case 'sleep-too-long':
      return words.sleepTooLong(notice.asked, notice.lasts);
    case 'no-port':
      return words.noPort(notice.port, notice.takenAs);
    case 'file-not-run':
      return words.fileNotRun(notice.path.replace(/^\//, ''));
    case 'not-done':
      return words.notDone(notice.detail);
    default:
      return words.plain[notice.kind];
  }
}

function unknownName(name: string, rules: readonly string[] | null, words: Words['notices']): string {
  if (rules === null)
    return words.unknownName(
      name,
      VIRTUAL_HOSTS.map((host) => host.name),
    );
  return words.notAllowed(name, rules.slice(0, MOST_RULES), Math.max(0, rules.length - MOST_RULES));
}

function notSimulated(name: string, words: Words['notices']): string {
  const reasons: Readonly<Record<string, string>> = words.notSimulatedSince;
  const reason = Object.hasOwn(reasons, name) ? ` ${reasons[name] ?? ''}` : '';
  return words.notSimulated(name) + reason;
}
