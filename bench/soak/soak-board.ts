import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryFlash } from '../../src/cli/node-host';
import { MemoryProbe } from '../../src/cli/memory-probe.test-helpers';
import { TestBoard } from '../../src/cli/test-board.test-helpers';
import { serverProgram } from '../lesson-server';
import type { Plan, Served } from './clients';
import type { NetworkUse } from './messages';
import type { ServerName } from './servers';
import { SoakNetworkEnd } from './soak-network-end';

/** How long the board keeps a closed connection whose far end says nothing (device/lwip/limits.ts), and some. */
const LINGER = 8_000;

/** What must not grow, while nothing is served. */
export interface Use {
  /** Bytes of JavaScript heap after a forced collection. */
  readonly deviceHeap: number;
  readonly netHeap: number;
  /** Of the interpreter's memory, 64 KiB each. */
  readonly wasmPages: number;
  /** `gc.mem_alloc()` after `gc.collect()`. */
  readonly boardHeap: number;
  /** Open on the board, the server's own among them. */
  readonly sockets: number;
  /** Connections that the LAN knows of. */
  readonly connections: number;
}

/** A board with one of the servers, and the clients on its LAN. */
export class SoakBoard {
  private constructor(
    private readonly server: ServerName,
    private readonly board: TestBoard,
    private readonly probe: MemoryProbe,
    private readonly network: SoakNetworkEnd,
  ) {}

  /** @param build with the net worker of a soak */
  static async start(server: ServerName, build: string): Promise<SoakBoard> {
    const probe = await MemoryProbe.of(build);
    const network = new SoakNetworkEnd();
    const flash = new MemoryFlash({
      '/server.py': Buffer.from(await serverProgram()),
      '/soak_lesson.py': await readFile('bench/programs/lesson_server.py'),
      '/soak_asyncio.py': await readFile('bench/programs/asyncio_server.py'),
    });
    const board = await TestBoard.start(flash, probe.build);
    await board.line('import gc, time');
    await network.ready;
    return new SoakBoard(server, board, probe, network);
  }

  /** Starts the server and ends it by Ctrl-C when all of the plan's clients have gone. */
  async serve(plan: Plan, progress: (requests: number) => void): Promise<Served> {
    this.board.forget();
    this.board.type(`exec(open('/soak_${this.server}.py').read())\r`);
    await this.board.untilText('listening on');
    this.network.onProgress = progress;
    const { served } = await this.network.ask({ kind: 'serve', plan }, 'served');
    await this.board.interrupt();
    return served;
  }

  /** What the board has printed since its server was started: nothing that a program without errors prints. */
  get printed(): string {
    return this.board.text.replaceAll(/listening on [^\n]*\n/g, '');
  }

  /**
   * After the server has been ended: nothing holds what its clients had.
   *
   * @param last waits until the board has given up those that vanished
   */
  async measure(last: boolean): Promise<Use> {
    await this.#letGo();
    const boardHeap = Number(await this.board.line('gc.collect(); print(gc.mem_alloc())'));
    const net = await this.#measureNetwork(last ? LINGER : 0);
    const { sockets } = await this.#whileHooked(this.probe.countOpen());
    const { heap, pages } = await this.#whileHooked(this.probe.measure());
    return {
      deviceHeap: heap,
      netHeap: net.heap,
      wasmPages: pages,
      boardHeap,
      sockets,
      connections: net.connections,
    };
  }

  /** How many of the board's places for connections are free. */
  async freePlaces(): Promise<number> {
    await this.board.line("import socket; l = socket.socket(); l.bind(('', 81)); l.listen(9)");
    const { opened } = await this.network.ask({ kind: 'fill', port: 81 }, 'filled');
    await this.board.line('l.close(); del l');
    return opened;
  }

  async dispose(): Promise<void> {
    this.network.dispose();
    this.board.dispose();
    await this.probe.dispose();
  }

  /** The names of the programs that Ctrl-C has ended, and the tasks of an event loop. */
  async #letGo(): Promise<void> {
    await this.board.line('s = cl = cl_file = None');
    if (this.server === 'asyncio') await this.board.line('asyncio.new_event_loop()');
    await this.board.line('gc.collect()');
  }

  async #measureNetwork(patience: number): Promise<NetworkUse> {
    for (let waited = 0; ; waited += 100) {
      const { use } = await this.network.ask({ kind: 'measure' }, 'measured');
      if (use.connections === 0 || waited >= patience) return use;
      await sleep(100);
    }
  }

  /** What the probe is asked, it does at the next look of the VM at its host. */
  async #whileHooked<T>(asked: Promise<T>): Promise<T> {
    for (let waits = true; waits;) {
      await this.board.line('time.sleep_ms(1)');
      waits = await Promise.race([asked.then(() => false), sleep(0, true)]);
    }
    return asked;
  }
}
