import type { Variable } from '../protocol/variables';
import type { FlashStore, SessionHost } from '../session/worker-port';
import { BoardConsole } from './library/board-console';
import { RealTime, type BoardTime } from './library/board-time';
import { VirtualTime } from './library/virtual-time';
import { PATIENCE, testHost, virtualHost } from './test-host.test-helpers';

/** The library's board (library/board-console.ts), in the surroundings of the tests. */
export class TestBoard extends BoardConsole {
  /** What was told of variables, each time. */
  variables: (readonly Variable[])[] = [];

  private constructor(host: SessionHost, time: BoardTime = new RealTime()) {
    super(host, time, PATIENCE);
    this.session.onVariables((values) => {
      this.variables.push(values);
      this.look();
    });
  }

  /**
   * Boots a board and waits for its prompt.
   *
   * @param build another folder with a board's Node build
   */
  static async start(flash?: FlashStore, build?: string): Promise<TestBoard> {
    const board = TestBoard.boot(flash, build);
    await board.untilPrompt();
    return board;
  }

  /**
   * The same in virtual time, which passes while something is waited for: its seconds cost nothing. Where the tests run in
   * pages, whose threads cannot share a time, it is the computer's.
   */
  static async startInVirtualTime(flash?: FlashStore): Promise<TestBoard> {
    const time = new VirtualTime({ seed: 1 });
    const host = virtualHost(time, flash);
    const board = host ? new TestBoard(host, time) : TestBoard.boot(flash);
    await board.untilPrompt();
    return board;
  }

  static boot(flash?: FlashStore, build?: string): TestBoard {
    return TestBoard.on(testHost(flash, build));
  }

  /** Boots a board in other surroundings. */
  static on(host: SessionHost): TestBoard {
    return new TestBoard(host);
  }
}
