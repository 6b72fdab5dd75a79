import { describe, expect, test } from 'vitest';
import { Rfc2217, type ControlLines } from './rfc2217';
import { escapeIac } from './telnet';

const [iac, se, sb, will, wont, doIt, dont] = [255, 240, 250, 251, 252, 253, 254];
const comPort = 44;

function line(): {
  feed: (...bytes: number[]) => void;
  data: number[];
  sent: number[][];
  lines: ControlLines[];
} {
  const data: number[] = [];
  const sent: number[][] = [];
  const lines: ControlLines[] = [];
  const telnet = new Rfc2217({
    onData: (bytes) => data.push(...bytes),
    send: (bytes) => sent.push([...bytes]),
    onControlLines: (now) => lines.push(now),
  });
  return { feed: (...bytes) => telnet.receive(Uint8Array.from(bytes)), data, sent, lines };
}

describe('a serial line over telnet', () => {
  test('gives data as they are, with doubled IACs undone, wherever the stream is cut', () => {
    const all = [65, iac, iac, 3, iac, will, 0, 66, iac, sb, comPort, 2, iac, iac, iac, se, 67];
    for (let cut = 0; cut <= all.length; cut++) {
      const { feed, data } = line();
      feed(...all.slice(0, cut));
      feed(...all.slice(cut));
      expect(data).toEqual([65, iac, 3, 66, 67]);
    }
    expect([...escapeIac(Uint8Array.of(1, iac, 2))]).toEqual([1, iac, iac, 2]);
  });

  test('agrees once to what it knows, refuses what it does not, and never answers an answer', () => {
    const { feed, sent } = line();
    feed(
      iac,
      doIt,
      comPort,
      iac,
      doIt,
      comPort,
      iac,
      will,
      comPort,
      iac,
      doIt,
      24,
      iac,
      doIt,
      24,
      iac,
      will,
      1,
    );
    expect(sent.filter(([, command]) => command !== sb)).toEqual([
      [iac, will, comPort],
      [iac, doIt, comPort],
      [iac, wont, 24],
      [iac, dont, 1],
    ]);
    // What the modem lines are, as soon as the option stands.
    expect(sent[1]).toEqual([iac, sb, comPort, 107, 0xb0, iac, se]);
  });

  test('keeps the settings that a client makes, and tells them when asked', () => {
    const { feed, sent } = line();
    const ask = (...value: number[]): number[] => {
      sent.length = 0;
      feed(iac, sb, comPort, ...value, iac, se);
      return (sent[0] ?? []).slice(3, -2);
    };
    expect(ask(1, 0, 0, 0, 0)).toEqual([101, 0, 1, 194, 0]);
    // 57,600 baud, whose bytes hold an IAC's neighbour; then 65,280, whose bytes hold an IAC.
    expect(ask(1, 0, 0, 225, 0)).toEqual([101, 0, 0, 225, 0]);
    expect(ask(1, 0, 0, iac, iac, 0)).toEqual([101, 0, 0, iac, iac, 0]);
    expect(ask(2, 7)).toEqual([102, 7]);
    expect(ask(3, 0)).toEqual([103, 1]);
    expect(ask(4, 2)).toEqual([104, 2]);
    expect(ask(5, 0)).toEqual([105, 1]);
    expect(ask(5, 3)).toEqual([105, 3]);
    expect(ask(12, 3)).toEqual([112, 3]);
  });

  test('tells DTR and RTS, by which the board is reset', () => {
    const { feed, lines } = line();
    for (const value of [11, 9, 12, 8]) feed(iac, sb, comPort, 5, value, iac, se);
    expect(lines.map(({ dtr, rts }) => [dtr, rts])).toEqual([
      [true, true],
      [false, true],
      [false, false],
      [true, false],
    ]);
  });

  test('is not filled by a subnegotiation without end', () => {
    const { feed, data } = line();
    feed(iac, sb, comPort, 0, ...Array.from({ length: 100_000 }, () => 65), iac, se, 66);
    expect(data).toEqual([66]);
  });
});
