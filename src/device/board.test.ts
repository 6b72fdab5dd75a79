import { describe, expect, test } from 'vitest';
import type { AirFrame } from '../protocol/air';
import { Board } from './board';
import { PinMode } from './pad';
import { PolledClock } from './polled-clock';

function powerOn(): { board: Board; time: { now: number }; sent: AirFrame[]; changes: () => number } {
  const time = { now: 5000 };
  const sent: AirFrame[] = [];
  const board = new Board({
    clock: new PolledClock(() => time.now),
    random: () => 0.5,
    send: (frame) => sent.push(frame),
  });
  let changes = 0;
  board.onChange(() => changes++);
  return { board, time, sent, changes: () => changes };
}

function listener(board: Board): number {
  const descriptor = board.lwip.socket();
  board.lwip.bind(descriptor, '0.0.0.0', 80);
  board.lwip.listen(descriptor, 1);
  return descriptor;
}

/** A client of the LAN whose connection the board has. */
function client(board: Board): void {
  const from = { ip: '192.168.1.10', port: 50_000 };
  board.lwip.receive({ kind: 'open', stream: 2, from, to: { ip: '192.168.1.42', port: 80 }, window: 100 });
}

describe('the board', () => {
  test('counts time from when it was powered on', () => {
    const { board, time } = powerOn();
    expect([board.micros, board.seconds]).toEqual([0, 0]);
    time.now += 1500.25;
    expect([board.micros, board.seconds]).toEqual([1_500_250, 1.50025]);
  });

  test('tells when pins, Wi-Fi or listening sockets change', () => {
    const { board, changes } = powerOn();
    board.pins.drive(4, 1);
    expect(changes()).toBe(1);
    board.station.leave();
    expect(changes()).toBeGreaterThan(1);
    const before = changes();
    listener(board);
    expect(changes()).toBeGreaterThan(before);
  });

  test('loses its connections with the access point', () => {
    const { board } = powerOn();
    listener(board);
    client(board);
    board.receive({ kind: 'link', up: true });
    expect(board.lwip.openStreams).toBe(1);
    board.receive({ kind: 'link', up: false });
    expect([board.station.connected, board.lwip.openStreams]).toEqual([false, 0]);
  });

  test('loses its connections with its Wi-Fi, which comes back without them', () => {
    const { board } = powerOn();
    listener(board);
    client(board);
    expect(board.lwip.openStreams).toBe(1);
    board.station.setActive(false);
    expect(board.lwip.openStreams).toBe(0);
    board.station.setActive(true);
    expect(board.lwip.openStreams).toBe(0);
  });
});

describe('a soft reset', () => {
  test('closes every socket and tells whoever is connected', () => {
    const { board, sent } = powerOn();
    listener(board);
    client(board);
    sent.length = 0;
    board.softReset();
    expect([board.lwip.listeningPorts, board.lwip.openSockets]).toEqual([[], 0]);
    expect(sent.some((frame) => frame.kind === 'reset' || frame.kind === 'fin')).toBe(true);
  });

  test('leaves pins, wires, Wi-Fi and time as they are, except GPIO2, which is UART1 again', () => {
    const { board, time } = powerOn();
    board.pins.configure(4, PinMode.out, false, true);
    board.pins.configure(2, PinMode.out, false, false);
    board.pins.drive(5, 1);
    board.station.leave();
    time.now += 1000;
    const before = board.pins.snapshot();
    board.softReset();
    const after = board.pins.snapshot();
    expect(after.filter(({ gpio }) => gpio !== 2)).toEqual(before.filter(({ gpio }) => gpio !== 2));
    expect(after.find(({ gpio }) => gpio === 2)).toMatchObject({ mode: 'uart', level: 1 });
    expect([board.station.connected, board.seconds]).toEqual([false, 1]);
  });
});

describe('a hard reset', () => {
  test('resets every connection and closes every socket', () => {
    const { board, sent } = powerOn();
    listener(board);
    client(board);
    board.lwip.accept(1);
    board.lwip.connect(board.lwip.socket(), '192.168.1.20', 80);
    sent.length = 0;
    board.hardReset();
    expect([board.lwip.listeningPorts, board.lwip.openSockets, board.lwip.openStreams]).toEqual([[], 0, 0]);
    expect(sent).toEqual([
      { kind: 'reset', stream: 2 },
      { kind: 'reset', stream: 1 },
      // The router hears the name anew.
      { kind: 'lease', name: 'mpy-esp8266' },
    ]);
  });

  test('puts every pad into the state of power-on, under the wires of the student', () => {
    const { board } = powerOn();
    board.pins.drive(5, 1);
    const before = board.pins.snapshot();
    board.pins.configure(4, PinMode.openDrain, true, true);
    board.pins.configure(12, PinMode.out, false, true);
    board.pins.configure(2, PinMode.in, false, undefined);
    board.hardReset();
    expect(board.pins.snapshot()).toEqual(before);
  });

  test('joins the network again, counts from zero, and knows the time', () => {
    const { board, time } = powerOn();
    board.station.leave();
    board.megahertz = 160;
    time.now += 2000;
    board.hardReset();
    time.now += 1000;
    expect([board.station.connected, board.megahertz, board.micros, board.seconds]).toEqual([
      true,
      80,
      1_000_000,
      3,
    ]);
  });
});
