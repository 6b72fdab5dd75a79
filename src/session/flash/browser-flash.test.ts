import { describe, expect, test } from 'vitest';
import type { FileChange } from '../../protocol/messages';
import { VirtualClock } from '../../shared/virtual-clock';
import { BrowserFlash } from './browser-flash';
import { FakeChannels, FakeLocks, FakeStorage } from './fake-storage.test-helpers';
import { NotOpened } from './flash-database';
import { STORED, type FlashState, type WhyTemporary } from './flash-state';

const file = (path: string, text: string): FileChange => ({
  path,
  kind: 'file',
  bytes: new TextEncoder().encode(text),
});
const nothing = (): readonly FileChange[] => [];

interface TabOptions {
  /** Hears nothing and lets nothing go, as a page that hangs. */
  readonly deaf?: boolean;
  readonly withoutLocks?: boolean;
  readonly refuse?: NotOpened;
  /** Its page had the flash before it was reloaded. */
  readonly hadIt?: boolean;
}

/** One browser, in which tabs are opened and closed. */
class Browser {
  readonly storage = new FakeStorage();
  readonly clock = new VirtualClock();
  readonly #locks = new FakeLocks();
  readonly #channels = new FakeChannels();

  async open({ deaf = false, withoutLocks = false, refuse, hadIt = false }: TabOptions = {}) {
    let had = hadIt;
    const lock = this.#locks.tab();
    const bus = this.#channels.tab();
    const notices: string[] = [];
    let closeStorage: (why: 'closed' | 'newer-tab') => void = () => undefined;
    const flash = new BrowserFlash({
      open: (onClosed) => {
        closeStorage = onClosed;
        return refuse ? Promise.reject(refuse) : Promise.resolve(this.storage.connect());
      },
      lock: {
        name: 'flash',
        locks: withoutLocks ? undefined : lock.locks,
        channel: bus.channel,
        after: (delay, fire) => this.clock.after(delay, fire),
        tabHadIt: {
          get: () => had,
          set: (now) => {
            had = now;
          },
        },
      },
      onFirstKept: () => notices.push('kept for the first time'),
    });
    if (deaf) bus.close();
    flash.onNotice((notice) => notices.push(JSON.stringify(notice)));
    const files = await flash.load();
    const close = () => {
      bus.close();
      lock.close();
    };
    return { flash, files, notices, close, closeStorage: (why: 'closed' | 'newer-tab') => closeStorage(why) };
  }

  /** Another tab has been given the lock to pass it on, and is slow to do so; the result passes it on. */
  holdLock(): () => void {
    const { locks, close } = this.#locks.tab();
    void locks.request('flash', {}, () => new Promise(() => undefined));
    return close;
  }

  /** Everything that is under way, and then the time in which a reloaded page may come back. */
  async pass(time: number): Promise<void> {
    await settled();
    this.clock.advance(time);
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const temporary = (why: WhyTemporary, changed: readonly string[] = []) => ({
  kind: 'temporary',
  why,
  changed,
});

describe('the first tab', () => {
  test('is reloaded, and waits for a tab that is slow to pass the lock on', async () => {
    const browser = new Browser();
    const passOn = browser.holdLock();
    const opening = browser.open({ hadIt: true });
    await browser.pass(1_499);
    passOn();
    expect((await opening).flash.state.kind).toBe('stored');
  });

  test('is reloaded, and does not wait for ever for a tab that keeps the lock', async () => {
    const browser = new Browser();
    browser.holdLock();
    const opening = browser.open({ hadIt: true });
    await browser.pass(1_500);
    expect((await opening).flash.state.kind).toBe('temporary');
  });

  test('has the flash: what it writes is stored, and asking to persist happens once', async () => {
    const browser = new Browser();
    const { flash, notices } = await browser.open();
    expect(flash.blank).toBe(true);
    await flash.write([file('/a', '1')]);
    await flash.write([file('/a', '2')]);
    expect(browser.storage.text('/a')).toBe('2');
    expect(flash.state).toBe(STORED);
    expect(flash.blank).toBe(false);
    expect(notices).toEqual(['kept for the first time']);
  });

  test('gets back what was stored, and it is not blank, even when every file was removed', async () => {
    const browser = new Browser();
    const before = await browser.open();
    await before.flash.write([file('/a', '1')]);
    await before.flash.write([{ path: '/a', kind: 'removed' }]);
    before.close();
    const { flash, files } = await browser.open();
    expect(files).toEqual([]);
    expect(flash.blank).toBe(false);
  });

  test('is blank again after an erase', async () => {
    const browser = new Browser();
    const { flash } = await browser.open();
    await flash.write([file('/a', '1')]);
    await flash.erase(['/a']);
    expect(flash.blank).toBe(true);
    expect(browser.storage.paths).toEqual([]);
  });

  test('is told of records that could not be read', async () => {
    const browser = new Browser();
    browser.storage.damaged = ['/main.py', '/x'];
    const { notices } = await browser.open();
    expect(notices).toEqual(['{"kind":"files-damaged","paths":["/main.py","/x"]}']);
  });
});

describe('a second tab', () => {
  test('works on a copy, says so, and leaves what is stored alone', async () => {
    const browser = new Browser();
    const first = await browser.open();
    await first.flash.write([file('/a', '1')]);
    const second = await browser.open();
    expect(second.files).toEqual([file('/a', '1')]);
    expect(second.flash.state).toEqual(temporary('other-tab'));
    await second.flash.write([file('/a', '2')]);
    expect(second.flash.state).toEqual(temporary('other-tab', ['/a']));
    expect(browser.storage.text('/a')).toBe('1');
  });

  test('takes the flash over after the first has stored what it was writing', async () => {
    const browser = new Browser();
    const first = await browser.open();
    const second = await browser.open();
    let open: () => void = () => undefined;
    browser.storage.gate = new Promise((resolve) => (open = resolve));
    const last = first.flash.write([file('/a', 'last')]);
    const taken = second.flash.takeOver(nothing);
    await settled();
    expect(first.flash.state).toEqual(temporary('taken-over'));
    open();
    await last;
    expect(await taken).toBe('restart');
    expect(await second.flash.load()).toEqual([file('/a', 'last')]);
    expect(second.flash.state).toBe(STORED);
    await first.flash.write([file('/a', 'of the copy')]);
    expect(browser.storage.text('/a')).toBe('last');
    expect(first.flash.state).toEqual(temporary('taken-over', ['/a']));
  });

  test('goes on without a restart when its files are the stored ones', async () => {
    const browser = new Browser();
    const first = await browser.open();
    await first.flash.write([file('/a', '1')]);
    const second = await browser.open();
    expect(await second.flash.takeOver(nothing)).toBe('kept');
    await second.flash.write([file('/b', '2')]);
    expect(browser.storage.paths).toEqual(['/a', '/b']);
  });

  test('with changes of its own is asked whose files to keep, and nobody loses anything meanwhile', async () => {
    const browser = new Browser();
    const first = await browser.open();
    await first.flash.write([file('/a', '1')]);
    const second = await browser.open();
    await second.flash.write([file('/mine', '2')]);
    expect(await second.flash.takeOver(nothing)).toBe('choose');
    expect(first.flash.state).toBe(STORED);
    expect(await second.flash.takeOver(() => [file('/mine', '2')], 'own')).toBe('kept');
    expect(browser.storage.paths).toEqual(['/mine']);
    expect(first.flash.state).toEqual(temporary('taken-over'));
  });

  test('with changes of its own that are given up restarts with the stored files', async () => {
    const browser = new Browser();
    const first = await browser.open();
    await first.flash.write([file('/a', '1')]);
    const second = await browser.open();
    await second.flash.write([file('/mine', '2')]);
    expect(await second.flash.takeOver(nothing, 'stored')).toBe('restart');
    expect(await second.flash.load()).toEqual([file('/a', '1')]);
    expect(second.flash.state).toBe(STORED);
  });

  test('robs a tab that does not answer, whose writes are then refused', async () => {
    const browser = new Browser();
    const first = await browser.open({ deaf: true });
    await first.flash.write([file('/a', '1')]);
    const second = await browser.open();
    const taken = second.flash.takeOver(nothing);
    await browser.pass(1500);
    expect(await taken).toBe('kept');
    expect(first.flash.state).toEqual(temporary('taken-over'));
    await first.flash.write([file('/a', '2')]);
    expect(browser.storage.text('/a')).toBe('1');
  });

  test('takes the place of a closed tab by itself where that makes no difference', async () => {
    const browser = new Browser();
    const first = await browser.open();
    await first.flash.write([file('/a', '1')]);
    const second = await browser.open();
    first.close();
    await browser.pass(2000);
    expect(second.flash.state).toBe(STORED);
    await second.flash.write([file('/a', '2')]);
    expect(browser.storage.text('/a')).toBe('2');
  });

  test.each([
    ['changed in the copy', (_: BrowserFlash, second: BrowserFlash) => second.write([file('/b', '')])],
    ['changed in the storage', (first: BrowserFlash) => first.write([file('/b', '')])],
  ])('is told that the other one was closed when files were %s', async (_, change) => {
    const browser = new Browser();
    const first = await browser.open();
    await first.flash.write([file('/a', '1')]);
    const second = await browser.open();
    await change(first.flash, second.flash);
    first.close();
    await browser.pass(2000);
    expect(second.flash.state).toMatchObject({ why: 'other-tab-closed' });
    // Nobody has it meanwhile.
    const third = await browser.open();
    expect(third.flash.state).toBe(STORED);
    expect(await second.flash.takeOver(nothing, 'stored')).toBe('restart');
  });

  test('leaves the flash to a first tab that is only reloaded', async () => {
    const browser = new Browser();
    const first = await browser.open();
    const second = await browser.open();
    first.close();
    await browser.pass(1000);
    const again = await browser.open();
    expect(again.flash.state).toBe(STORED);
    await browser.pass(2000);
    expect(second.flash.state).toEqual(temporary('other-tab'));
    again.close();
    await browser.pass(2000);
    expect(second.flash.state).toBe(STORED);
  });

  test('has the flash at once in a browser without locks, and the first is told', async () => {
    const browser = new Browser();
    const first = await browser.open({ withoutLocks: true });
    const second = await browser.open({ withoutLocks: true });
    await settled();
    expect(second.flash.state).toBe(STORED);
    expect(first.flash.state).toEqual(temporary('taken-over'));
  });
});

describe('a browser without storage', () => {
  test.each(['denied', 'silent', 'older-tab'] as const)(
    '(%s) gives a flash as long as the tab',
    async (why) => {
      const browser = new Browser();
      const { flash, files } = await browser.open({ refuse: new NotOpened(why, '') });
      expect(files).toEqual([]);
      expect(flash.state).toEqual(temporary(why));
      // What the board sets up by itself is nothing to lose.
      await flash.write([file('/boot.py', '')]);
      expect(flash.state).toEqual(temporary(why));
      await flash.write([file('/a', '')]);
      expect(flash.state).toEqual(temporary(why, ['/a']));
      expect(await flash.takeOver(nothing)).toBe('failed');
    },
  );

  test('that takes it away is told, and gets every file when it has it again', async () => {
    const browser = new Browser();
    const { flash, closeStorage } = await browser.open();
    await flash.write([file('/a', '1')]);
    closeStorage('closed');
    expect(flash.state).toEqual(temporary('closed'));
    browser.storage.records.clear();
    browser.storage.version = null;
    expect(await flash.takeOver(() => [file('/a', '1')])).toBe('kept');
    expect(flash.state).toBe(STORED);
    expect(browser.storage.text('/a')).toBe('1');
  });

  test('that is full names the file, until there is room', async () => {
    const browser = new Browser();
    const { flash } = await browser.open();
    browser.storage.room = 3;
    const states: FlashState[] = [];
    flash.onChange(() => states.push(flash.state));
    await expect(flash.write([file('/a', 'large')])).rejects.toThrow();
    expect(flash.state).toEqual({ kind: 'stored', unkept: ['/a'], why: 'full' });
    browser.storage.room = 30;
    await flash.retry();
    expect(flash.state).toBe(STORED);
    expect(states).toHaveLength(2);
  });
});
