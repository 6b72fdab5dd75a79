import { BrowserFlash } from './browser-flash';
import { openFlashDatabase } from './indexed-database';

const LOCK = 'pinwire.flash';

/** The flash of this page: IndexedDB, Web Locks, and a channel to the other tabs, as far as the browser has them. */
export function webFlash(name: string): BrowserFlash {
  const after = (delay: number, fire: () => void) => {
    const timer = setTimeout(fire, delay);
    return () => clearTimeout(timer);
  };
  const flash = new BrowserFlash({
    open: (onClosed) => openFlashDatabase({ factory: () => window.indexedDB, name, after, onClosed }),
    lock: {
      name: LOCK,
      locks: has(navigator, 'locks') ? navigator.locks : undefined,
      channel: 'BroadcastChannel' in window ? new BroadcastChannel(LOCK) : undefined,
      after,
      tabHadIt: tabFlag(`${LOCK}.held`),
    },
    onFirstKept: askToPersist,
  });
  window.addEventListener('pagehide', () => flash.flush());
  return flash;
}

/** A yes or no that a reload of the tab keeps; a browser that forbids storage forgets it. */
function tabFlag(key: string): { get(): boolean; set(on: boolean): void } {
  return {
    get: () => {
      try {
        return window.sessionStorage.getItem(key) !== null;
      } catch {
        return false;
      }
    },
    set: (on) => {
      try {
        if (on) window.sessionStorage.setItem(key, '');
        else window.sessionStorage.removeItem(key);
      } catch {
        // What it is for is to be given the flash sooner, and no more.
      }
    },
  };
}

/** Not every browser has every part of `navigator` that its type promises. */
const has = (object: object, key: string): boolean => key in object;

/** Without this the browser may throw the files away when the disk is full. It answers by itself, or asks once. */
function askToPersist(): void {
  if (!has(navigator, 'storage')) return;
  navigator.storage.persist().catch(() => undefined);
}
