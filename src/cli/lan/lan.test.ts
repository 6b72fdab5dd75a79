import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AirFrame } from '../../protocol/air';
import { until } from '../../proxy/proxy.test-helpers';
import { claim, isClaimed, release } from './claim';
import { FrameSocket } from './frame-socket';
import { HubServer } from './hub-server';
import { LanMember } from './lan-member';
import { lanPlace, type LanPlace } from './lan-place';

const before = process.env['XDG_RUNTIME_DIR'];
let runtime = '';
const members: LanMember[] = [];
const hubs: HubServer[] = [];

beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), 'lan-'));
  process.env['XDG_RUNTIME_DIR'] = runtime;
});
afterEach(async () => {
  for (const member of members.splice(0)) member.close();
  for (const hub of hubs.splice(0)) hub.end();
  if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
  else process.env['XDG_RUNTIME_DIR'] = before;
  rmSync(runtime, { recursive: true, force: true });
  await Promise.resolve();
});

const left = (): string[] => readdirSync(join(runtime, 'pinwire'));

async function startHub(name = 'class', build = 'b1'): Promise<HubServer | null> {
  const hub = await HubServer.start({ place: lanPlace(name), build, hosts: [], onEnd: () => undefined });
  if (hub) hubs.push(hub);
  return hub;
}

async function member(build = 'b1', notices: string[] = []): Promise<LanMember> {
  const joined = await LanMember.join({
    name: 'class',
    build,
    startHub: async () => {
      await startHub('class', build);
      return null;
    },
    onNotice: (text) => notices.push(text),
  });
  members.push(joined);
  return joined;
}

function heard(by: LanMember): AirFrame[] {
  const frames: AirFrame[] = [];
  by.onFrames((more) => frames.push(...more));
  return frames;
}

const packet = (from: LanMember, text: string): AirFrame => ({
  kind: 'datagram',
  from: { ip: from.address, port: 5_000 },
  to: { ip: '192.168.1.255', port: 5_000 },
  bytes: new TextEncoder().encode(text),
});

describe.skipIf(process.platform === 'win32')('a LAN of several processes', () => {
  test('is begun by the first board, and joined by the others, who hear each other', async () => {
    const [one, two, three] = [await member(), await member(), await member()];
    expect([one.address, two.address, three.address]).toEqual([
      '192.168.1.42',
      '192.168.1.43',
      '192.168.1.44',
    ]);
    expect(hubs).toHaveLength(1);
    const [got, own] = [heard(three), heard(one)];
    one.send(packet(one, 'hello'));
    await until(() => got.length === 1, 'the packet');
    expect(got).toEqual([packet(one, 'hello')]);
    expect(own).toEqual([]);
  });

  test('of which all boards begin at once has one hub', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => member()));
    expect(new Set(all.map(({ address }) => address)).size).toBe(8);
    expect(hubs).toHaveLength(1);
    expect(left().toSorted()).toEqual(['class', expect.stringMatching(/^class\.\d+\./), 'class.leases']);
  });

  test('gives a new board no address of one that has not come back from a dead hub, if its process lives', async () => {
    lanPlace('class');
    const dead = 2 ** 30;
    writeFileSync(
      join(runtime, 'pinwire/class.leases'),
      `192.168.1.42 ${process.pid}\n192.168.1.43 ${dead}\nnonsense\n192.168.1.44 -1\n`,
    );
    expect((await member()).address).toBe('192.168.1.43');
  });

  test('gets a new hub when that dies, in which each board has its address, and connections are over', async () => {
    const boards = [await member(), await member()];
    const ups: boolean[] = [];
    boards[1]?.onLink((up) => ups.push(up));
    hubs.splice(0).forEach((hub) => hub.end());
    await until(() => ups.length === 2, 'another hub');
    expect(ups).toEqual([false, true]);
    const got = heard(boards[1] ?? expect.unreachable());
    await until(() => {
      boards[0]?.send(packet(boards[0], 'again'));
      return got.length > 0;
    }, 'the packet');
    expect(boards.map(({ address }) => address)).toEqual(['192.168.1.42', '192.168.1.43']);
  });

  test('ends when the last board has left, and leaves nothing behind', async () => {
    const [one, two] = [await member(), await member()];
    one.close();
    two.close();
    await until(() => left().length === 0, 'an empty folder');
  });

  test('has boards of one build alone', async () => {
    await member('b1');
    await expect(member('b2')).rejects.toThrow(
      'The LAN class cannot be joined: its boards are of another version of Pinwire.',
    );
  });

  test('drops who says nonsense, and goes on', async () => {
    const [one, two] = [await member(), await member()];
    const place = lanPlace('class');
    const path = place.kind === 'socket' ? place.link : expect.unreachable();
    for (const nonsense of ['GET / HTTP/1.1\r\n\r\n', '\x02\0\0\0{}', '\x04\0\0\0null', '\0\0\0\0']) {
      const socket = connect(path).on('error', () => undefined);
      socket.write(nonsense, 'latin1');
      await new Promise((settle) => socket.on('close', settle));
    }
    const got = heard(two);
    one.send(packet(one, 'still'));
    await until(() => got.length === 1, 'the packet');
  });
});

describe.skipIf(process.platform === 'win32')("a LAN's name", () => {
  const claimed = async (place: LanPlace): Promise<boolean> => {
    const server = createServer();
    const isOurs = await claim(server, place);
    if (isOurs) servers.push(() => server.close());
    return isOurs;
  };
  const servers: (() => void)[] = [];
  afterEach(() => servers.splice(0).forEach((close) => close()));

  test('is one process’s, until it gives it back', async () => {
    const [one, other] = [lanPlace('x'), { ...lanPlace('x'), own: `${join(runtime, 'pinwire')}/x.1.a` }];
    expect(await claimed(one)).toBe(true);
    expect(await claimed(other)).toBe(false);
    release(other);
    expect(isClaimed(one)).toBe(true);
    release(one);
    expect(isClaimed(one)).toBe(false);
    expect(await claimed({ ...other, own: `${join(runtime, 'pinwire')}/x.1.b` } as LanPlace)).toBe(true);
  });

  test('passes to another when its process is dead, with what that left behind', async () => {
    const place = lanPlace('x');
    symlinkSync('x.99.dead', join(runtime, 'pinwire/x'));
    writeFileSync(join(runtime, 'pinwire/x.99.dead'), '');
    writeFileSync(join(runtime, 'pinwire/x.98.older'), '');
    expect(await claimed(place)).toBe(true);
    expect(left()).toHaveLength(2);
  });

  test('passes to one process alone, however many want it, and one of them was killed while it took it', async () => {
    const places = Array.from({ length: 20 }, () => lanPlace('x'));
    symlinkSync('x.99.dead', join(runtime, 'pinwire/x'));
    writeFileSync(join(runtime, 'pinwire/x.turn'), '');
    utimesSync(join(runtime, 'pinwire/x.turn'), 0, 0);
    const taken = await Promise.all(places.map(claimed));
    expect(taken.filter((isOurs) => isOurs)).toHaveLength(1);
    expect(places.filter(isClaimed)).toHaveLength(1);
    await until(() => left().length === 2, 'a tidy folder');
  });

  const replaced = (folder: string, put: () => void): void => {
    rmSync(folder, { recursive: true });
    put();
  };
  test.each<[string, (folder: string) => void, RegExp]>([
    ['that others may enter', (at) => chmodSync(at, 0o755), /others may enter it/],
    ['that is a file', (at) => replaced(at, () => writeFileSync(at, '')), /it is no folder/],
    ['that is a link', (at) => replaced(at, () => symlinkSync('/', at)), /it is no folder/],
  ])('is in no folder %s', (_, spoil, problem) => {
    const folder = join(runtime, 'pinwire');
    mkdirSync(folder, { mode: 0o700 });
    spoil(folder);
    expect(() => lanPlace('x')).toThrow(problem);
  });
});

test('what waits for a process that takes nothing is bounded: packets get lost, and at last it is given up', async () => {
  const path = join(runtime, 'socket');
  const stopped: Socket[] = [];
  const server = createServer((socket) => stopped.push(socket.pause().on('error', () => undefined))).listen(
    path,
  );
  const socket = connect(path);
  let ended = false;
  const wire = new FrameSocket(socket, {
    onGreeting: () => undefined,
    onFrames: () => undefined,
    onEnd: () => (ended = true),
  });
  await until(() => stopped.length === 1, 'a connection');
  const bytes = new Uint8Array(1_400);
  const [from, to] = [
    { ip: '192.168.1.42', port: 1 },
    { ip: '192.168.1.43', port: 1 },
  ];
  for (let turn = 0; turn < 10_000; turn++) wire.send({ kind: 'datagram', from, to, bytes });
  expect(socket.writableLength).toBeLessThan(300_000);
  for (let turn = 0; turn < 10_000; turn++) wire.send({ kind: 'data', stream: 1, bytes });
  await until(() => ended, 'the end');
  expect(socket.writableLength).toBeLessThan(5_000_000);
  server.close();
});
