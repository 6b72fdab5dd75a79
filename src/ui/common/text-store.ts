/** Small texts that survive a reload. Never throws: a browser without storage forgets, and that is all. */
export interface TextStore {
  read(key: string): string | null;
  /** Says whether the text was kept. */
  write(key: string, text: string): boolean;
  remove(key: string): void;
}

const PREFIX = 'pinwire.';

/** `area` is called each time, since merely reading `window.localStorage` throws where storage is forbidden. */
export function storageIn(area: () => Storage): TextStore {
  return {
    read: (key) => attempt(() => area().getItem(PREFIX + key), null),
    write: (key, text) =>
      attempt(() => {
        area().setItem(PREFIX + key, text);
        return true;
      }, false),
    remove: (key) =>
      attempt(() => {
        area().removeItem(PREFIX + key);
      }, undefined),
  };
}

function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    // Forbidden (private mode, embedded page) or full: what was to be remembered is a convenience only.
    return otherwise;
  }
}

/**
 * Texts of one tab among several: its own come first, and only while it speaks for all of them (`shares`) does it
 * change those that a new tab begins with. So two tabs never destroy each other's.
 */
export function tabFirst(own: TextStore, shared: TextStore, shares: () => boolean): TextStore {
  return {
    read: (key) => own.read(key) ?? shared.read(key),
    write: (key, text) => {
      const kept = own.write(key, text);
      return (shares() && shared.write(key, text)) || kept;
    },
    remove: (key) => {
      own.remove(key);
      if (shares()) shared.remove(key);
    },
  };
}
