import type { Activity, Wait } from '../../protocol/device-state';
import type { SessionSnapshot } from '../../session/session';
import { unreachable } from '../../shared/unreachable';

/** `idle` is neutral, `running` green, `waiting` amber, `failed` red. */
export interface ActivityWords {
  readonly tone: 'idle' | 'running' | 'waiting' | 'failed';
  readonly words: string;
}

export function activityWords(snapshot: SessionSnapshot): ActivityWords {
  if (snapshot.phase === 'failed') return { tone: 'failed', words: 'not running' };
  if (snapshot.phase === 'loading' || snapshot.device === null) return { tone: 'idle', words: 'starting' };
  return wordsOf(snapshot.device.activity);
}

function wordsOf(activity: Activity): ActivityWords {
  switch (activity.kind) {
    case 'starting':
      return { tone: 'idle', words: 'starting' };
    case 'prompt':
      return { tone: 'idle', words: 'ready' };
    case 'continuation':
      return { tone: 'idle', words: 'waiting for the rest of the block' };
    case 'paste':
      return { tone: 'idle', words: 'paste mode: Ctrl-D runs it' };
    case 'raw':
      return { tone: 'idle', words: 'raw REPL: Ctrl-B leaves it' };
    case 'running':
      return { tone: 'running', words: 'running' };
    case 'waiting':
      return { tone: 'waiting', words: waitWords(activity.on) };
    case 'stopped':
      return { tone: 'failed', words: 'stopped' };
    default:
      return unreachable(activity);
  }
}

function waitWords(wait: Wait): string {
  switch (wait.call) {
    case 'accept':
      return `waiting for a connection on port ${wait.port}`;
    case 'recv':
      return wait.peer === '' ? 'waiting for data' : `waiting for data from ${wait.peer}`;
    case 'send':
      return `waiting until ${wait.peer} takes data`;
    case 'connect':
      return `connecting to ${wait.peer}`;
    case 'getaddrinfo':
      return `looking up ${wait.name}`;
    case 'sleep':
      return `sleeping ${duration(wait.milliseconds)}`;
    case 'input':
      return 'waiting for input';
    case 'poll':
      return 'waiting for data or a connection';
    default:
      return unreachable(wait);
  }
}

function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${Math.round(milliseconds / 100) / 10} s`;
}

/** Something runs or waits that Ctrl-C would stop. */
export function canBeStopped(snapshot: SessionSnapshot): boolean {
  const kind = snapshot.device?.activity.kind;
  return (
    snapshot.phase === 'ready' && kind !== undefined && !['prompt', 'starting', 'stopped'].includes(kind)
  );
}
