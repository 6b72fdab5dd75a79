import { PINS, type Gpio, type Level, type PinDrive, type PinState } from '../../protocol/device-state';
import type { Pin, WaitOptions } from './api';
import type { BoardConsole } from './board-console';
import { DeviceError } from './device-error';

/** A pin that the board brings out. */
export class BoardPin implements Pin {
  private constructor(
    private readonly board: BoardConsole,
    readonly gpio: Gpio,
  ) {}

  /** @throws {DeviceError} */
  static of(board: BoardConsole, gpio: number): BoardPin {
    const pin = PINS.find((one) => one === gpio);
    if (pin === undefined)
      throw new DeviceError(`The board brings out no GPIO${gpio}: it has ${PINS.join(', ')}.`);
    return new BoardPin(board, pin);
  }

  get state(): PinState {
    const state = this.board.session.snapshot.device?.pins.find(({ gpio }) => gpio === this.gpio);
    if (!state) throw new DeviceError('The board has not booted yet: it has told nothing of its pins.');
    return state;
  }

  get level(): Level {
    return this.state.level;
  }

  async drive(to: PinDrive): Promise<void> {
    this.board.session.drivePin(this.gpio, to);
    await this.board.until(() => this.state.drive === to, `The wire at GPIO${this.gpio}`);
  }

  press(): Promise<void> {
    return this.drive(0);
  }

  release(): Promise<void> {
    return this.drive(null);
  }

  waitFor(level: Level, options?: WaitOptions): Promise<void> {
    return this.board.until(() => this.level === level, `${level} at GPIO${this.gpio}`, options);
  }
}
