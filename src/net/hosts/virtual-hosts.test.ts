import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { VIRTUAL_HOSTS, type HostFacts } from '../../protocol/virtual-hosts';
import { FakeBoard } from '../fake-board.test-helpers';
import { HostTable } from '../host-table';
import { virtualHosts } from './virtual-hosts';

const facts: readonly HostFacts[] = VIRTUAL_HOSTS;
const hosts = virtualHosts({ clock: new FakeBoard().clock, wallClock: () => 0 });

test('every host of the list is there, with the ports of the list', () => {
  const ports = (of: ReadonlyMap<number, unknown> | undefined): number[] => [...(of?.keys() ?? [])];
  expect(
    hosts.map(({ name, ip, services, datagrams }) => [name, ip, ports(services), ports(datagrams)]),
  ).toEqual(
    facts.map(({ name, ip, ports: listed }) => [
      name,
      ip,
      listed.filter(({ transport }) => transport === 'TCP').map(({ port }) => port),
      listed.filter(({ transport }) => transport === 'UDP').map(({ port }) => port),
    ]),
  );
  expect(() => new HostTable(hosts)).not.toThrow();
});

test('names of ours are of a domain that no real host can have', () => {
  const real = ['towel.blinkenlights.nl', 'micropython.org', 'pool.ntp.org'];
  const ours = facts.map(({ name }) => name).filter((name) => !real.includes(name));
  for (const name of ours) expect(name).toMatch(/^[a-z]+\.test$/);
});

test('docs/hosts.md has the table that the list makes', async () => {
  const page = await readFile(path.join(import.meta.dirname, '../../../docs/hosts.md'), 'utf8');
  const cells = page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  const rows = facts.flatMap(({ name, ip, ports, does }) =>
    ports.length === 0
      ? [[`\`${name}\``, ip, 'every', does ?? '']]
      : ports.map((port) => [`\`${name}\``, ip, `${port.transport} ${port.port}`, port.does]),
  );
  expect(cells).toEqual(rows);
});

test.each(['refuse.test', 'silent.test'])('%s does at every port what it is called', (name) => {
  const board = new FakeBoard();
  const [ip = ''] = board.resolve(name) ?? [];
  const connections = [80, 443, 7].map((port) => board.connect({ ip, port }));
  board.advance(60_000, 10_000);
  const events = name === 'refuse.test' ? ['refused'] : [];
  expect(connections.map((connection) => connection.events)).toEqual([events, events, events]);
});
