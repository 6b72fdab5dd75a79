import { setTimeout } from 'node:timers/promises';
import type { PackageIndex } from '../../net/hosts/packages';
import type { ProxyServer } from '../../proxy/server';
import { BoardSession } from '../../session/board-session';
import { faults } from '../../words/en/faults';
import { faultText } from '../../words/fault-text';
import { englishNotice } from '../english-notice';
import { nodeHost } from '../node-host';
import { say } from '../commands/saying';
import type { LanMember } from '../lan/lan-member';
import { SerialPort } from '../serial/serial-port';
import type { ControlLines } from '../serial/rfc2217';
import type { DeviceOptions } from './device-options';
import { FolderFlash } from './folder-flash';
import { connectOutsideWorld, openOutsideWorld } from './outside-world';

/** How long a board's connections to programs outside have for their last bytes, in milliseconds. */
const LINGER = 500;

type HeadlessBoardOptions = Pick<DeviceOptions, 'flash' | 'publish' | 'rules' | 'lan' | 'packages' | 'quiet'>;

/** A board on this computer: its flash, its serial port, its way to the network. What it has to say, it says on stderr. */
export class HeadlessBoard {
  readonly session: BoardSession;
  readonly port: SerialPort;
  readonly #flash: FolderFlash | null;
  readonly #world: ProxyServer | null;
  readonly #lan: LanMember | null;
  /** Resolves when programs reach the network of this computer, and it them, as far as that was asked for. */
  readonly outside: Promise<void>;
  #isHeldInReset = false;

  private constructor(
    build: string,
    flash: FolderFlash | null,
    world: ProxyServer | null,
    lan: LanMember | null,
    packages: PackageIndex | null,
    private readonly quiet: boolean,
  ) {
    this.#flash = flash;
    this.#world = world;
    this.#lan = lan;
    this.session = new BoardSession(
      nodeHost({
        build,
        net: 'here',
        ...(flash ? { flash } : {}),
        ...(lan ? { lan } : {}),
        ...(packages ? { packages } : {}),
      }),
    );
    this.port = new SerialPort(this.session);
    this.session.onNotice((notice) => this.say(englishNotice(notice)));
    flash?.onUnwritten(({ path, folder, why }) =>
      this.say(`${path} is on the board and could not be written to ${folder}: ${why}`),
    );
    this.session.onTraceback(() => undefined);
    this.outside = world ? connectOutsideWorld(this.session, world) : Promise.resolve();
  }

  /** @throws {ConfigError} when something that it is to have cannot be had; then nothing is left behind */
  static async open(
    build: string,
    { flash: folder, publish, rules, lan: name, packages: shelf, quiet }: HeadlessBoardOptions,
  ): Promise<HeadlessBoard> {
    const packages = shelf === null ? null : (await import('./package-folder')).packageFolder(shelf);
    let world: ProxyServer | null = null;
    let lan: LanMember | null = null;
    try {
      world = await openOutsideWorld({ publish, rules });
      lan = name === null ? null : await joined(build, name, quiet);
      // Last of all: a folder that was made for it would stay.
      const flash = folder === null ? null : await FolderFlash.open(folder);
      return new HeadlessBoard(build, flash, world, lan, packages, quiet);
    } catch (error) {
      lan?.close();
      await world?.close();
      throw error;
    }
  }

  /** For whoever started it. */
  say(line: string): void {
    if (!this.quiet) say(`pinwire: ${line}`);
  }

  /**
   * The tutorial board's reset circuit: RTS without DTR pulls the chip's reset low, and letting go starts it. DTR without
   * RTS pulls GPIO0 low, which at a start asks for the boot loader in ROM.
   */
  readonly setControlLines = ({ dtr, rts }: ControlLines): void => {
    const isHeld = rts && !dtr;
    if (this.#isHeldInReset && !isHeld) void this.session.reset();
    this.#isHeldInReset = isHeld;
  };

  /** Resolves when the board can go on no more, which has been said then. */
  failed(): Promise<'failed'> {
    return new Promise((settle) => {
      const stop = this.session.subscribe(() => {
        const { fault } = this.session.snapshot;
        if (!fault) return;
        stop();
        say(`pinwire: ${faultText(fault, faults.english)} ${fault.detail}`);
        settle('failed');
      });
    });
  }

  /** @returns whether all that the board wrote is in its folder then, if it has one */
  async close(): Promise<boolean> {
    // What a program sent last is on its way to other programs.
    if (this.#world || this.#lan) await setTimeout(LINGER);
    this.port.dispose();
    this.session.dispose();
    const isKept = (await this.#flash?.settle()) ?? true;
    this.#flash?.close();
    this.#lan?.close();
    await this.#world?.close();
    return isKept;
  }
}

async function joined(build: string, name: string, quiet: boolean): Promise<LanMember> {
  const { joinLan } = await import('../lan/join-lan');
  return joinLan(build, name, (text) => {
    if (!quiet) say(`pinwire: ${text}`);
  });
}
