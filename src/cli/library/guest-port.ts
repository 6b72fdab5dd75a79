import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { FromGuest, ToGuest } from '../../worker/guest-wire';

/** A guest's end of its port to a net worker. */
export interface GuestPort {
  post(message: FromGuest): void;
  onMessage(listener: (message: ToGuest) => void): void;
  close(): void;
}

/** A net worker has been started, by this port: those of earlier ones lead nowhere. */
export type OnGuest = (port: GuestPort) => void;

/** Starts a net worker in the computer's own time. */
export function startNetWorker(file: string, onGuest?: OnGuest, address?: string): Worker {
  if (!onGuest) return new Worker(file);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(file, { workerData: { guest: port2, address }, transferList: [port2] });
  onGuest(guestPort(port1));
  return worker;
}

function guestPort(port: MessagePort): GuestPort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', listener);
      // The net worker itself keeps the process alive as long as it is to live.
      port.unref();
    },
    close: () => port.close(),
  };
}
