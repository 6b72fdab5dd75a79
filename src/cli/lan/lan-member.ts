import { connect } from 'node:net';
import type { AirFrame, Place } from '../../protocol/air';
import type { LanSwitch } from '../../net/lan/neighbours';
import { ConfigError } from '../../proxy/flags';
import { Emitter } from '../../shared/emitter';
import { FrameSocket } from './frame-socket';
import { readWelcome, type Hello, type Welcome } from './greetings';
import { checkLanName } from './lan-name';
import { codeOf } from '../system-errors';
import { lanPlace, pathOf } from './lan-place';

/** How long a hub may take to answer, in milliseconds. */
const ANSWER = 10_000;
/** How often the LAN is tried again when its hub is gone. */
const AGAIN = 500;
/** Hubs end and begin: so often one may be gone before it is joined. */
const MOST_ATTEMPTS = 20;

export interface LanMemberParts {
  readonly name: string;
  /** @returns null when there is a hub, whoever started it; else why there is none */
  readonly startHub: () => Promise<string | null>;
  /** Names the build: boards of two builds do not understand each other. */
  readonly build: string;
  /** Something that whoever started the board should know. */
  readonly onNotice: (text: string) => void;
}

/**
 * A board's membership in the LAN of a name, which all boards of this user and computer share. When its hub dies, the
 * boards make another one and keep their addresses; connections between them are over then.
 */
export class LanMember implements LanSwitch {
  readonly #parts: LanMemberParts;
  readonly #frames = new Emitter<readonly AirFrame[]>();
  readonly #link = new Emitter<boolean>();
  readonly onFrames = this.#frames.event;
  readonly onLink = this.#link.event;
  #wire: FrameSocket | null = null;
  #place: Place | null = null;
  #again: NodeJS.Timeout | undefined;
  #told = '';
  #closed = false;

  private constructor(parts: LanMemberParts) {
    this.#parts = parts;
  }

  /** @throws {ConfigError} when there is no such LAN to be had */
  static async join(parts: LanMemberParts): Promise<LanMember> {
    checkLanName(parts.name);
    const member = new LanMember(parts);
    const problem = await member.#join();
    if (problem === null) return member;
    member.close();
    throw new ConfigError(`The LAN ${parts.name} cannot be joined: ${problem}.`);
  }

  get place(): Place {
    if (!this.#place) throw new Error('no board before it has joined');
    return this.#place;
  }

  get address(): string {
    return this.place.ip;
  }

  /** Without a hub it is lost, as on a network that is down. */
  send(frame: AirFrame): void {
    this.#wire?.send(frame);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#wire?.end();
    this.#wire = null;
  }

  /** @returns why it cannot be, null when it is */
  async #join(): Promise<string | null> {
    const place = lanPlace(this.#parts.name);
    for (let attempt = 0; attempt < MOST_ATTEMPTS && !this.#closed; attempt++) {
      const welcome = await this.#greet(pathOf(place));
      if (typeof welcome === 'object') return 'place' in welcome ? null : REFUSED[welcome.refused];
      if (welcome === 'silent') return 'its hub does not answer';
      if (welcome === 'gone') continue;
      const problem = await this.#parts.startHub();
      if (problem !== null) return problem;
    }
    return 'its hub is gone again and again';
  }

  /** @returns what the hub says; `none`: there is none; `gone`: it ended meanwhile; `silent`: it says nothing */
  #greet(path: string): Promise<Welcome | 'none' | 'gone' | 'silent'> {
    return new Promise((settle) => {
      const socket = connect(path);
      const impatience = setTimeout(() => {
        socket.destroy();
        settle('silent');
      }, ANSWER);
      socket.on('error', (error) => settle(NOBODY.includes(codeOf(error)) ? 'none' : 'gone'));
      const wire = new FrameSocket(socket, {
        onGreeting: (text) => {
          clearTimeout(impatience);
          const welcome = readWelcome(text);
          if ('place' in welcome) this.#joined(wire, welcome.place);
          settle(welcome);
        },
        onFrames: (frames) => this.#frames.fire(frames),
        onEnd: () => {
          clearTimeout(impatience);
          settle('gone');
          if (this.#wire === wire) this.#lost();
        },
      });
      socket.on('connect', () =>
        wire.greet(
          JSON.stringify({
            build: this.#parts.build,
            wanted: this.#place?.ip ?? null,
            pid: process.pid,
          } satisfies Hello),
        ),
      );
    });
  }

  #joined(wire: FrameSocket, place: Place): void {
    if (this.#closed) {
      wire.end();
      return;
    }
    this.#wire = wire;
    this.#place ??= place;
    this.#told = '';
    this.#link.fire(true);
  }

  #lost(): void {
    this.#wire = null;
    this.#link.fire(false);
    this.#rejoin(0);
  }

  #rejoin(delay: number): void {
    if (this.#closed) return;
    this.#again = setTimeout(() => {
      void this.#join().then((problem) => {
        if (problem === null || this.#closed) return;
        this.#tell(`The board has lost its LAN ${this.#parts.name}: ${problem}. It is tried again.`);
        this.#rejoin(AGAIN);
      });
    }, delay);
    this.#again.unref();
  }

  /** Once for each reason. */
  #tell(text: string): void {
    if (text === this.#told) return;
    this.#told = text;
    this.#parts.onNotice(text);
  }
}

/** There is no such file, or nobody listens on it any more. */
const NOBODY = ['ENOENT', 'ECONNREFUSED'];

const REFUSED = {
  build: 'its boards are of another version of Pinwire',
  full: 'it has as many boards as it can have',
  taken: 'another board has its address',
} as const;
