import type { LessonSteps } from '../../lessons/lesson-data';
import { conditionsOf } from '../../lessons/network-setting';
import { asksForNetwork, variablesOf } from '../../lessons/steps/asks';
import { LessonWatch, type StepState } from '../../lessons/steps/lesson-watch';
import { sameConditions, type LanConditions } from '../../protocol/lan-conditions';
import { HEARD_WITHIN, observe } from '../../session/observe';
import type { Session } from '../../session/session';
import type { Clock } from '../../shared/clock';

export interface WatchStepsParts extends LessonSteps {
  readonly session: Session;
  readonly clock: Clock;
  readonly wallClock: () => number;
  readonly done: readonly string[];
  readonly onChange: () => void;
}

export interface StepWatcher {
  readonly current: string | null;
  readonly done: readonly string[];
  readonly states: ReadonlyMap<string, StepState>;
  choose(id: string): void;
  reset(id: string): void;
  dispose(): void;
}

export type WatchSteps = (parts: WatchStepsParts) => StepWatcher;

/** Watches the session's board for the steps of a lesson, and makes the network as the present step wants it. */
export const watchSteps: WatchSteps = ({ steps, network, session, clock, wallClock, done, onChange }) => {
  /** What a step has made of the network; null: nothing, and it is the student's own. */
  let made: LanConditions | null = null;
  /** What the student had before, and gets back. */
  let own: LanConditions = session.snapshot.conditions;
  const make = (conditions: LanConditions): void => {
    if (!made) own = session.snapshot.conditions;
    session.setConditions(conditions);
    made = conditions;
  };
  const giveBack = (): void => {
    // What the student has changed meanwhile is the student's.
    if (made && sameConditions(session.snapshot.conditions, made)) session.setConditions(own);
    made = null;
  };
  const follow = (): void => {
    const step = steps.find(({ id }) => id === watch.current);
    const wanted = step?.network ?? network;
    const conditions = wanted === null ? null : conditionsOf(wanted);
    const isSame = conditions === null ? made === null : made !== null && sameConditions(conditions, made);
    if (isSame) return;
    if (conditions) make(conditions);
    else giveBack();
  };
  const watch: LessonWatch = new LessonWatch({
    steps,
    clock,
    wallClock,
    late: HEARD_WITHIN,
    done: new Set(done),
    onChange: () => {
      follow();
      onChange();
    },
  });
  follow();
  const wanted = { network: asksForNetwork(steps), variables: variablesOf(steps) };
  const stop = observe(session, wanted, (observation) => watch.hear(observation));
  return {
    get current() {
      return watch.current;
    },
    get done() {
      return watch.done;
    },
    get states() {
      return new Map(steps.flatMap(({ id }) => [[id, watch.state(id)] as const]).filter(isKnown));
    },
    choose: (id) => watch.choose(id),
    reset: (id) => watch.reset(id),
    dispose: () => {
      stop();
      watch.dispose();
      giveBack();
    },
  };
};

const isKnown = (entry: readonly [string, StepState | null]): entry is readonly [string, StepState] =>
  entry[1] !== null;
