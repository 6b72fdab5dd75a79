import { expect, vi } from 'vitest';
import type { Activity } from '../protocol/device-state';
import type { Notice } from '../protocol/notices';
import { PROTOCOL_VERSION } from '../protocol/version';
import { BoardSession } from './board-session';
import { deviceState } from './device-state.test-helpers';
import { FakeHost, type FakeDeviceWorker, type FakeNetWorker } from './fake-host.test-helpers';

// The smallest module there is; the session only hands it on.
export const INTERPRETER = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));

type Prepare = (host: FakeHost) => void;

/** @param prepare changes the surroundings before the session begins */
export function start(prepare: Prepare = () => undefined): {
  host: FakeHost;
  session: BoardSession;
  notices: Notice[];
} {
  const host = new FakeHost();
  prepare(host);
  const session = new BoardSession(host);
  const notices: Notice[] = [];
  session.onNotice((notice) => notices.push(notice));
  return { host, session, notices };
}

export const last = <T>(workers: readonly T[]): T => {
  const worker = workers.at(-1);
  if (!worker) throw new Error('no worker was started');
  return worker;
};

export async function booted(host: FakeHost): Promise<FakeDeviceWorker> {
  const device = last(host.devices);
  await vi.waitFor(() => expect(device.boot).toBeDefined());
  return device;
}

/** A session whose board is at its prompt. */
export async function ready(
  prepare?: Prepare,
): Promise<ReturnType<typeof start> & { device: FakeDeviceWorker; net: FakeNetWorker }> {
  const begun = start(prepare);
  begun.host.interpreter.resolve(INTERPRETER);
  const device = await booted(begun.host);
  device.say({ kind: 'ready', version: PROTOCOL_VERSION });
  become(device, { kind: 'prompt' });
  const net = last(begun.host.nets);
  net.say({ kind: 'ready', version: PROTOCOL_VERSION });
  return { ...begun, device, net };
}

export const become = (device: FakeDeviceWorker, activity: Activity, prompts = 1): void =>
  device.say({ kind: 'state', state: deviceState({ activity, prompts }) });
