import type { Address } from './lesson-shelf';

/** The address of this page. */
export const pageAddress: Address = {
  get hash() {
    return window.location.hash;
  },
  push(hash) {
    window.history.pushState(null, '', hash);
  },
  onChange(listener) {
    window.addEventListener('popstate', listener);
    return () => window.removeEventListener('popstate', listener);
  },
};
