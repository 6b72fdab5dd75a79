import type { Clock } from '../../shared/clock';

/** The page's own time. */
export const pageClock: Clock = {
  get now() {
    return performance.now();
  },
  after(delay, fire) {
    const timer = setTimeout(fire, delay);
    return () => clearTimeout(timer);
  },
};
