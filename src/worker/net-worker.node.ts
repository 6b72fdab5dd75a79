import { workerData } from 'node:worker_threads';
import type { Port } from './endpoint';
import { GuestLan } from './guest-lan';
import { Guests } from './guests';
import { inRealTime, runNetWorker, type NetSurroundings } from './net-main';
import { nodeEndpoint } from './node-endpoint.node';
import { openNodeSocket } from './node-socket.node';
import { timeData, WorkerTime } from './worker-time.node';

const endpoint = nodeEndpoint();
const given = (workerData ?? {}) as { readonly guest?: Port; readonly address?: string };
const time = timeData ? new WorkerTime(timeData, endpoint) : null;
const guest = given.guest && time ? time.guestPort(given.guest) : given.guest;
const lan = guest && given.address !== undefined ? new GuestLan(given.address, guest) : undefined;
const random = time?.random ?? (() => Math.random());
const surroundings: NetSurroundings = time
  ? {
      // A proxy is of the computer's own time.
      openSocket: null,
      clock: time.clock,
      random,
      wallClock: () => time.wallClock(),
      logInterval: 0,
      onRing: (slot) => time.shared.ring(slot),
    }
  : inRealTime(openNodeSocket);
const network = runNetWorker(time?.networkEndpoint() ?? endpoint, {
  ...surroundings,
  ...(lan ? { lan } : {}),
});
if (guest) new Guests(network, guest, random, lan);
