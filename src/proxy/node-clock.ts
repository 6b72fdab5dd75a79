import type { Clock } from '../shared/clock';

/** Real time. */
export const nodeClock: Clock = {
  get now() {
    return performance.now();
  },
  after(delay, fire) {
    const timer = setTimeout(fire, delay);
    return () => clearTimeout(timer);
  },
};
