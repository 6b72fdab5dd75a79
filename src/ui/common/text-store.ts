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
