import { expect, test } from 'vitest';
import { LAN } from '../../protocol/air';
import { FakeBoard } from '../fake-board.test-helpers';
import { ntp } from './ntp';

/** What MicroPython's ntptime sends: version 3, mode client. */
function question(first = 0x1b, size = 48): Uint8Array {
  const packet = new Uint8Array(48);
  packet[0] = first;
  packet.set([1, 2, 3, 4, 5, 6, 7, 8], 40);
  return packet.subarray(0, size);
}

function ask(packet: Uint8Array, now: number): Uint8Array | undefined {
  const answers: Uint8Array[] = [];
  const from = { ip: LAN.board, port: 1 };
  ntp(() => now)({ from, to: { ip: '203.0.113.123', port: 123 }, bytes: packet }, (answer) => {
    answers.push(answer);
  });
  return answers[0];
}

test('the time is seconds since 1900, where ntptime looks for it', () => {
  const answer = ask(question(), Date.UTC(2024, 1, 29, 12, 0, 0, 500));
  if (answer === undefined) throw new Error('no answer');
  const view = new DataView(answer.buffer);
  expect(view.getUint32(40) - 3_155_673_600).toBe(Date.UTC(2024, 1, 29, 12) / 1000 - 946_684_800);
  expect(view.getUint32(44)).toBe(2 ** 31);
  // Version as asked, mode server; the question's own time is given back.
  expect(answer[0]).toBe(0x1c);
  expect([...answer.subarray(24, 32)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('seconds begin anew in 2036', () => {
  const answer = ask(question(), (2 ** 32 - 2_208_988_800 + 5) * 1000);
  expect(answer && new DataView(answer.buffer).getUint32(40)).toBe(5);
});

test.each([
  ['too short', question(0x1b, 47)],
  ['empty', new Uint8Array(0)],
  ['from a server', question(0x1c)],
])('a packet that is %s gets no answer', (_, packet) => {
  expect(ask(packet, 0)).toBeUndefined();
});

test.each(['pool.ntp.org', 'ntp.test'])('%s answers on the network', (name) => {
  const board = new FakeBoard();
  const [ip = ''] = board.resolve(name) ?? [];
  const ends = { from: { ip: LAN.board, port: 4_096 }, to: { ip, port: 123 } };
  board.post({ kind: 'datagram', ...ends, bytes: question() });
  board.settle();
  expect(board.frames.at(-1)).toMatchObject({ kind: 'datagram', from: ends.to, to: ends.from });
});
