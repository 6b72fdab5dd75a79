import type { AirFrame } from '../../protocol/air';
import type { FromGuest, ToGuest } from '../../worker/guest-wire';
import type { Connection, Service } from './api';
import { DeviceError } from './device-error';
import { GuestConnection, type Patiently } from './guest-connection';
import type { GuestPort } from './guest-port';

/** Connections and hosts of a test's in the network of one board, over all net workers that it has. */
export class Guest {
  readonly #patiently: Patiently;
  readonly #onError: (error: unknown) => void;
  #port: GuestPort | null = null;
  readonly #hosts = new Map<string, Readonly<Record<number, Service>>>();
  readonly #connections = new Map<number, GuestConnection>();
  readonly #opening = new Map<number, (error: DeviceError | null) => void>();
  /** What waits for the first net worker. */
  #early: FromGuest[] = [];
  #ids = -1;

  /**
   * @param patiently waits for the board, and lets time pass meanwhile
   * @param onError what a host's service threw
   */
  constructor(patiently: Patiently, onError: (error: unknown) => void) {
    this.#patiently = patiently;
    this.#onError = onError;
  }

  /** Takes frames of the board's to the hub of its LAN. */
  onLanFrame: (frame: AirFrame) => void = () => undefined;

  /** Takes a frame of the hub's to the board; before its network is there, it is lost. */
  sendToBoard(frame: AirFrame): void {
    this.#port?.post({ kind: 'lan', frame });
  }

  /** A net worker has been started; what was open through another is lost. */
  attach(port: GuestPort): void {
    this.#port?.close();
    this.#lose();
    this.#port = port;
    port.onMessage((message) => this.#receive(message));
    for (const [name, services] of this.#hosts) port.post(hostMessage(name, services));
    for (const message of this.#early.splice(0)) port.post(message);
  }

  addHost(name: string, services: Readonly<Record<number, Service>>): void {
    if (this.#hosts.has(name)) throw new DeviceError(`There is a host ${name} already.`);
    this.#hosts.set(name, services);
    this.#port?.post(hostMessage(name, services));
  }

  /** @returns a connection, and when it is there */
  connect(port: number): { readonly opened: Promise<Connection>; readonly connection: Connection } {
    this.#ids += 2;
    const id = this.#ids;
    const connection = this.#newConnection(id, this.#patiently);
    const opened = new Promise<Connection>((resolve, reject) => {
      this.#opening.set(id, (error) => {
        this.#opening.delete(id);
        if (error) reject(error);
        else resolve(connection);
      });
    });
    this.#post({ kind: 'connect', id, port });
    return { opened, connection };
  }

  close(): void {
    this.#port?.close();
    this.#port = null;
    this.#lose();
  }

  #post(message: FromGuest): void {
    if (this.#port) this.#port.post(message);
    else this.#early.push(message);
  }

  #newConnection(id: number, patiently: Patiently): GuestConnection {
    const connection = new GuestConnection(id, {
      post: (message) => this.#post(message),
      patiently,
      over: () => this.#connections.delete(id),
    });
    this.#connections.set(id, connection);
    return connection;
  }

  #receive(message: ToGuest): void {
    switch (message.kind) {
      case 'opened':
        this.#opening.get(message.id)?.(null);
        return;
      case 'refused':
        this.#connections.delete(message.id);
        this.#opening.get(message.id)?.(
          new DeviceError('The board refused the connection: nothing listens on that port.'),
        );
        return;
      case 'incoming':
        void this.#serve(message);
        return;
      case 'lan':
        this.onLanFrame(message.frame);
        return;
      case 'host-refused':
        this.#onError(new DeviceError(`The host ${message.name} could not be added: ${message.why}.`));
        return;
      default:
        this.#connections.get(message.id)?.receive(message);
        if (message.kind === 'reset')
          this.#opening.get(message.id)?.(new DeviceError('The board reset the connection.'));
    }
  }

  async #serve({ id, name, port }: Extract<ToGuest, { kind: 'incoming' }>): Promise<void> {
    // A host that waits makes no time pass by that.
    const connection = this.#newConnection(id, (promise) => promise);
    try {
      await this.#hosts.get(name)?.[port]?.(connection);
      connection.end();
    } catch (error) {
      connection.reset();
      this.#onError(error);
    }
  }

  #lose(): void {
    for (const connection of [...this.#connections.values()]) connection.lose();
    for (const settle of [...this.#opening.values()])
      settle(new DeviceError('The network of the board is gone.'));
  }
}

const hostMessage = (name: string, services: Readonly<Record<number, Service>>): FromGuest => ({
  kind: 'host',
  name,
  ports: Object.keys(services).map(Number),
});
