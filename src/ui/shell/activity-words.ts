import type { Activity, Wait } from '../../protocol/device-state';
import type { SessionSnapshot } from '../../session/session';
import { unreachable } from '../../shared/unreachable';
import { activity } from '../../words/en/activity';
import { wordsOf } from '../../words/spoken';

/** `idle` is neutral, `running` green, `waiting` amber, `failed` red. */
export interface ActivityWords {
  readonly tone: 'idle' | 'running' | 'waiting' | 'failed';
  readonly words: string;
}

export function activityWords(snapshot: SessionSnapshot): ActivityWords {
  if (snapshot.phase === 'failed') return { tone: 'failed', words: wordsOf(activity).notRunning };
  if (snapshot.phase === 'loading' || snapshot.device === null)
    return { tone: 'idle', words: wordsOf(activity).starting };
  return wordsFor(snapshot.device.activity);
}

function wordsFor(doing: Activity): ActivityWords {
  const words = wordsOf(activity);
  switch (doing.kind) {
    case 'starting':
      return { tone: 'idle', words: words.starting };
    case 'prompt':
      return { tone: 'idle', words: words.prompt };
    case 'continuation':
      return { tone: 'idle', words: words.continuation };
    case 'paste':
      return { tone: 'idle', words: words.paste };
    case 'raw':
      return { tone: 'idle', words: words.raw };
    case 'running':
      return { tone: 'running', words: words.running };
    case 'waiting':
      return { tone: 'waiting', words: waitWords(doing.on) };
    case 'stopped':
      return { tone: 'failed', words: words.stopped };
    default:
      return unreachable(doing);
  }
}

function waitWords(wait: Wait): string {
  const words = wordsOf(activity);
  switch (wait.call) {
    case 'accept':
      return words.accept(wait.port);
    case 'recv':
      return wait.peer === '' ? words.receive : words.receiveFrom(wait.peer);
    case 'send':
      return words.send(wait.peer);
    case 'connect':
      return words.connect(wait.peer);
    case 'getaddrinfo':
      return words.lookUp(wait.name);
    case 'sleep':
      return words.sleep(duration(wait.milliseconds));
    case 'input':
      return words.input;
    case 'poll':
      return words.poll;
    default:
      return unreachable(wait);
  }
}

function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return wordsOf(activity).seconds(Math.round(milliseconds / 100) / 10);
}

/** Something runs or waits that Ctrl-C would stop. */
export function canBeStopped(snapshot: SessionSnapshot): boolean {
  const kind = snapshot.device?.activity.kind;
  return (
    snapshot.phase === 'ready' && kind !== undefined && !['prompt', 'starting', 'stopped'].includes(kind)
  );
}
