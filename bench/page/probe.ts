import type { Page } from '@playwright/test';

/** How the page did with one key: both in milliseconds since the key was pressed. */
export interface Reaction {
  /** The page was told of the key: until here it is the browser's time. */
  readonly told: number;
  /** The board's answer arrived in the page. */
  readonly arrived: number;
  /** It was drawn into the document. */
  readonly drawn: number;
}

/** What the probe offers inside the page; everything but `install` runs there. */
export interface Probe {
  /** Console output of the board, in bytes, since the page began. */
  bytes: number;
  /** Console output since the last `forget`, its end only. */
  text: string;
  forget(): void;
  /** Resolves when the console has shown `text`. */
  shown(text: string): Promise<void>;
  /** From the next Ctrl-C to the prompt that it brings. */
  interrupt(): Promise<Reaction>;
  /** From the next key to what it changes in the text at `selector`, in milliseconds. */
  typing(selector: string): Promise<number>;
  /** From the next click on a tab to the pane that it shows, in milliseconds. */
  switching(): Promise<number>;
  /** Whether the document says that it is hidden, as it does in a tab behind another. */
  hide(on: boolean): void;
  /** Runs what is pasted into the terminal. */
  paste(text: string): void;
  /** Frames that the page draws in `duration` milliseconds, and the bytes that arrive meanwhile. */
  flow(duration: number): Promise<{ frames: number; bytes: number; took: number }>;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Puts a probe into each document that the page loads from now on. */
export const installProbe = (page: Page): Promise<unknown> => page.addInitScript(probeInPage);

/** Serialised and run before the product's scripts: it may use nothing from outside. */
function probeInPage(): void {
  const TAIL = 4_096;
  const PATIENCE = 10_000;
  const ROWS = '.xterm-rows';
  const decoder = new TextDecoder();
  const watchers = new Set<() => void>();
  const look = (): void => {
    for (const watcher of watchers) watcher();
  };
  /** Resolves with the time at which `is` held, looked at whenever `watch` says so. */
  const until = (is: () => boolean): Promise<number> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        watchers.delete(check);
        reject(
          new Error(`waited for ${String(is)}; the console ends ${JSON.stringify(probe.text.slice(-300))}`),
        );
      }, PATIENCE);
      const check = (): void => {
        if (!is()) return;
        clearTimeout(timer);
        watchers.delete(check);
        resolve(performance.now());
      };
      watchers.add(check);
      check();
    });
  /** The same, looked at whenever the text at `selector` changes. */
  const drawn = (selector: string, is: (text: string) => boolean): Promise<number> =>
    new Promise((resolve, reject) => {
      const element = document.querySelector(selector);
      if (!element) {
        reject(new Error(`Nothing in the page matches ${selector}.`));
        return;
      }
      const timer = setTimeout(() => {
        observer.disconnect();
        reject(new Error(`${selector} shows ${JSON.stringify(element.textContent.slice(-300))}`));
      }, PATIENCE);
      const check = (): void => {
        if (!is(element.textContent)) return;
        clearTimeout(timer);
        observer.disconnect();
        resolve(performance.now());
      };
      const observer = new MutationObserver(check);
      observer.observe(element, { childList: true, characterData: true, subtree: true });
      check();
    });
  /** When the next matching key was pressed, by the browser's own clock: waiting for a busy page counts. */
  const key = (is: (event: KeyboardEvent) => boolean): Promise<{ pressed: number; told: number }> =>
    new Promise((resolve) => {
      const onKey = (event: KeyboardEvent): void => {
        if (!is(event)) return;
        window.removeEventListener('keydown', onKey, { capture: true });
        resolve({ pressed: event.timeStamp, told: performance.now() });
      };
      window.addEventListener('keydown', onKey, { capture: true });
    });

  const probe: Probe = {
    bytes: 0,
    text: '',
    forget: () => {
      probe.text = '';
    },
    shown: async (text) => {
      await until(() => probe.text.includes(text));
    },
    interrupt: async () => {
      const { pressed, told } = await key((event) => event.ctrlKey && event.key === 'c');
      const arrived = await until(() => probe.text.endsWith('KeyboardInterrupt: \r\n>>> '));
      const shown = await drawn(ROWS, (text) => /KeyboardInterrupt:\s*>>>\s*$/.test(text));
      return { told: told - pressed, arrived: arrived - pressed, drawn: shown - pressed };
    },
    typing: async (selector) => {
      const before = document.querySelector(selector)?.textContent ?? '';
      const { pressed } = await key((event) => event.key.length === 1);
      return (await drawn(selector, (text) => text !== before)) - pressed;
    },
    switching: () =>
      new Promise((resolve) => {
        const shown = (): string | null =>
          document.querySelector('[role=tabpanel]:not([hidden])')?.getAttribute('aria-labelledby') ?? null;
        const before = shown();
        window.addEventListener(
          'click',
          ({ timeStamp }) => {
            const observer = new MutationObserver(() => {
              if (shown() === before) return;
              observer.disconnect();
              resolve(performance.now() - timeStamp);
            });
            observer.observe(document, { attributeFilter: ['hidden'], subtree: true });
          },
          { capture: true, once: true },
        );
      }),
    hide: (on) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => on });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    paste: (text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('.xterm-helper-textarea')?.dispatchEvent(event);
    },
    flow: (duration) =>
      new Promise((resolve) => {
        const begun = performance.now();
        const bytes = probe.bytes;
        let frames = 0;
        const onFrame = (): void => {
          frames++;
          const took = performance.now() - begun;
          if (took < duration) requestAnimationFrame(onFrame);
          else resolve({ frames, bytes: probe.bytes - bytes, took });
        };
        requestAnimationFrame(onFrame);
      }),
  };
  window.probe = probe;

  const hear = ({ data }: MessageEvent<{ kind: string; bytes?: Uint8Array }>): void => {
    if (data.kind !== 'output' || !data.bytes) return;
    probe.bytes += data.bytes.length;
    probe.text = (probe.text + decoder.decode(data.bytes, { stream: true })).slice(-TAIL);
    look();
  };
  // Added first, so they hear before the product does.
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === 'device') this.addEventListener('message', hear);
    }
  };
  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      if (name.startsWith('pinwire.device.')) this.addEventListener('message', hear);
    }
  };
}
