import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { FakeBoard } from '../../fake-board.test-helpers';
import { MOST_CLIENTS, MOST_RETAINED } from './broker';
import * as say from './fake-client.test-helpers';
import { FakeClient, type Hello } from './fake-client.test-helpers';
import { MOST_FILTERS, MOST_WAITING } from './session';

let board: FakeBoard;
beforeEach(() => {
  board = new FakeBoard();
});

const client = (hello?: Hello): FakeClient => new FakeClient(board).say(say.connect(hello));
const greeted = (hello?: Hello): FakeClient => {
  const one = client(hello);
  expect(one.heard).toEqual(['connack 0 0']);
  return one;
};

describe('messages', () => {
  test('go to everybody who wants them, once for each, with the QoS of both ends', () => {
    const [one, two, three] = [greeted(), greeted({ user: 'anna' }), greeted()];
    one.say(say.subscribe('home/+/temp', 1), say.subscribe('home/#', 0));
    two.say(say.subscribe('home/#', 0));
    three.say(say.publish('home/bath/temp', '21', { qos: 1, id: 7 }), say.publish('home/bath', 'x'));
    expect(one.heard).toEqual(['suback 0 9 1', 'suback 0 9 0', 'home/bath/temp=21 #1', 'home/bath=x']);
    expect(two.heard).toEqual(['suback 0 9 0', 'home/bath/temp=21', 'home/bath=x']);
    expect(three.heard).toEqual(['puback 0 7']);
    one.say(say.unsubscribe('home/+/temp'), say.publish('home/a/temp', 'y'));
    expect(one.heard).toEqual(['unsuback 0 9', 'home/a/temp=y']);
  });

  test('that are retained come to who subscribes later, until an empty one takes them away', () => {
    const one = greeted().say(
      say.publish('lamp', 'on', { retain: true }),
      say.publish('fan', 'off', { retain: true }),
    );
    const two = greeted().say(say.subscribe('lamp'));
    expect(two.heard).toEqual(['suback 0 9 0', 'lamp=on retained']);
    one.say(say.publish('lamp', 'dim', { retain: true }), say.publish('lamp', '', { retain: true }));
    expect(two.heard).toEqual(['lamp=dim', 'lamp=']);
    expect(greeted().say(say.subscribe('#')).heard).toEqual(['suback 0 9 0', 'fan=off retained']);
  });

  test('of QoS 2 are taken once, however often they are sent before they are released', () => {
    const one = greeted().say(say.subscribe('a', 2));
    expect(one.heard).toEqual(['suback 0 9 1']);
    const two = greeted();
    for (const again of [false, true]) two.say(say.publish('a', 'x', { qos: 2, id: 5, again }));
    two.say(say.pubrel(5), say.publish('a', 'y', { qos: 2, id: 5 }));
    expect(two.heard).toEqual(['pubrec 0 5', 'pubrec 0 5', 'pubcomp 0 5', 'pubrec 0 5']);
    expect(one.heard).toEqual(['a=x #1', 'a=y #2']);
  });
});

describe('a client', () => {
  test('that goes without a word has its will published, and one that says goodbye has not', () => {
    const watcher = greeted().say(say.subscribe('#'));
    const gone = greeted({ will: ['will', 'gone', 0, true] });
    const polite = greeted({ will: ['will', 'polite'] });
    polite.say(say.disconnect());
    expect(polite.events).toEqual(['fin']);
    gone.connection.reset();
    expect(watcher.heard).toEqual(['suback 0 9 0', 'will=gone']);
    expect(greeted().say(say.subscribe('will')).heard).toEqual(['suback 0 9 0', 'will=gone retained']);
  });

  test('that is silent for one and a half keep-alive times is gone; a ping keeps it', () => {
    const watcher = greeted().say(say.subscribe('#'));
    const one = greeted({ keepAlive: 10, will: ['will', 'silent'] });
    board.advance(14_000, 1_000);
    expect(one.say(say.pingreq()).heard).toEqual(['pingresp']);
    board.advance(14_000, 1_000);
    expect(one.events).toEqual([]);
    board.advance(2_000, 1_000);
    expect(one.events).toEqual(['fin']);
    expect(watcher.heard).toEqual(['suback 0 9 0', 'will=silent']);
    board.advance(3_600_000, 60_000);
    expect(watcher.say(say.pingreq()).heard).toEqual(['pingresp']);
  });

  test('that connects and says nothing is let go', () => {
    const one = new FakeClient(board);
    board.advance(11_000, 1_000);
    expect(one.events).toEqual(['fin']);
  });

  test('whose name another one takes is let go, with its will', () => {
    const one = greeted({ client: 'x', will: ['w', '1'] });
    const two = greeted({ client: 'x' }).say(say.subscribe('#'));
    expect(one.events).toEqual(['fin']);
    expect(two.heard).toEqual(['suback 0 9 0']);
  });

  test('with a session that lasts gets what it missed, and again what it did not acknowledge', () => {
    const one = greeted({ client: 'x', clean: false }).say(say.subscribe('a', 1));
    const two = greeted().say(say.publish('a', '1', { qos: 1 }), say.publish('a', '2', { qos: 1 }));
    expect(one.heard).toEqual(['suback 0 9 1', 'a=1 #1', 'a=2 #2']);
    one.say(say.puback(1));
    board.settle();
    one.connection.reset();
    two.say(say.publish('a', '3', { qos: 1 }), say.publish('a', '4'));
    expect(client({ client: 'x', clean: false }).heard).toEqual(['connack 1 0', 'a=2 #2 again', 'a=3 #3']);
    expect(client({ client: 'x' }).heard).toEqual(['connack 0 0']);
    expect(client({ client: 'x', clean: false }).heard).toEqual(['connack 0 0']);
  });

  test.each<[string, Hello, string]>([
    ['another version', { level: 5 }, 'connack 0 1'],
    ['no name for a session that lasts', { clean: false }, 'connack 0 2'],
  ])('with %s is refused', (_, hello, answer) => {
    const one = client(hello);
    expect(one.heard).toEqual([answer]);
    expect(one.events).toEqual(['fin']);
  });

  test.each<[string, Uint8Array]>([
    ['a second CONNECT', say.connect()],
    ['flags that are reserved', Uint8Array.of(0xc1, 0)],
    ['a packet of servers', Uint8Array.of(0xd0, 0)],
    ['a topic with wildcards', say.publish('a/#', '')],
    ['QoS 3', say.publish('a', '', { qos: 3 })],
    ['the number 0', say.publish('a', '', { qos: 1, id: 0 })],
    ['a filter that cannot be', say.subscribe('a/#/b')],
    ['a subscription to nothing', Uint8Array.of(0x82, 2, 0, 1)],
    ['bytes behind a packet', Uint8Array.of(0xc0, 1, 0)],
    ['a text that is not UTF-8', Uint8Array.of(0x30, 3, 0, 1, 0xff)],
    ['a length without an end', Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff)],
    ['a packet that is too long', Uint8Array.of(0x30, 0xff, 0xff, 0x7f)],
  ])('that sends %s is let go', (_, packet) => {
    const one = greeted().say(packet);
    expect(one.heard).toEqual([]);
    expect(one.events).toEqual(['fin']);
  });

  test('that does not begin with CONNECT is let go', () => {
    expect(new FakeClient(board).say(say.pingreq()).events).toEqual(['fin']);
  });
});

describe('bounds', () => {
  test('filters, retained messages and those that wait are no more than agreed', () => {
    const one = greeted({ client: 'x', clean: false });
    for (let n = 0; n < MOST_FILTERS; n++) one.say(say.subscribe(`f${n}`, 1));
    expect(one.heard).toHaveLength(MOST_FILTERS);
    expect(one.say(say.subscribe('more')).heard).toEqual(['suback 0 9 128']);
    expect(one.say(say.subscribe('f0', 1)).heard).toEqual(['suback 0 9 1']);
    one.connection.reset();
    const two = greeted();
    for (let n = 0; n < MOST_WAITING + 3; n++) two.say(say.publish('f0', `${n}`, { qos: 1 }));
    expect(two.heard).toHaveLength(MOST_WAITING + 3);
    const back = client({ client: 'x', clean: false });
    const missed: string[] = [];
    for (let heard = back.heard; heard.length > 0; heard = back.heard) {
      const ids = heard.flatMap((line) => /#(\d+)/.exec(line)?.[1] ?? []);
      missed.push(...heard.filter((line) => line.includes('=')));
      back.say(...ids.map((id) => say.puback(Number(id))));
    }
    expect(missed).toHaveLength(MOST_WAITING);
    expect(missed.at(-1)).toContain(`f0=${MOST_WAITING + 2} `);
    for (let n = 0; n < MOST_RETAINED + 2; n++) two.say(say.publish(`r${n}`, '.', { retain: true }));
    expect(greeted().say(say.subscribe('#')).heard).toHaveLength(MOST_RETAINED + 1);
  });

  test('a client that reads nothing is let go, and the others are heard', () => {
    const one = greeted().say(say.subscribe('a'));
    expect(one.heard).toHaveLength(1);
    one.connection.reads = false;
    const two = greeted().say(say.subscribe('a'));
    for (let n = 0; n < 800; n++) {
      two.say(say.publish('a', '.'.repeat(100)));
      board.settle();
    }
    expect(two.heard).toHaveLength(801);
    expect(one.events).toEqual(['reset']);
  });

  test('of clients there are so many, of which those who are gone give way', () => {
    const all = Array.from({ length: MOST_CLIENTS }, (_, n) => client({ client: `c${n}`, clean: false }));
    expect(client().heard).toEqual(['connack 0 3']);
    all[3]?.connection.reset();
    expect(client({ client: 'new' }).heard).toEqual(['connack 0 0']);
  });
});

test('whatever comes, cut anyhow, the broker goes on, and two honest clients hear each other', () => {
  const packet = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(
      say.connect(),
      say.connect({ client: 'z', clean: false, will: ['t', 'w', 1] }),
      say.pingreq(),
      say.disconnect(),
    ),
    fc.constantFrom(
      say.subscribe('#', 1),
      say.subscribe('+/x', 2),
      say.unsubscribe('#'),
      say.puback(1),
      say.pubrel(1),
    ),
    fc
      .record({ qos: fc.nat(3), id: fc.nat(3), retain: fc.boolean() })
      .map((how) => say.publish('t', 'm', how)),
  );
  const listener = greeted().say(say.subscribe('honest', 1));
  expect(listener.heard).toHaveLength(1);
  const speaker = greeted();
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 12 }), fc.integer({ min: 1, max: 20 }), (packets, size) => {
      const one = new FakeClient(board);
      const bytes = packets.flatMap((each) => [...each]);
      for (let at = 0; at < bytes.length; at += size) {
        one.connection.send(Uint8Array.from(bytes.slice(at, at + size)));
        board.settle();
      }
      one.connection.reset();
      speaker.say(say.publish('honest', 'hello'));
      expect(listener.heard).toEqual(['honest=hello']);
    }),
    { numRuns: 200 },
  );
});
