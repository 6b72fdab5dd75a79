import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

let board: TestBoard;
beforeAll(async () => {
  board = await TestBoard.start();
});
afterAll(() => board.dispose());

const CLIENTS = `
from umqtt.simple import MQTTClient, MQTTException
got = []
def client(name, kind=MQTTClient, **how):
    c = kind(name, 'mqtt.test', **how)
    c.set_callback(lambda topic, message: got.append((topic, message)))
    return c
`;

test('umqtt.simple: two clients talk, with QoS 0 and 1, retained messages and a last will', async () => {
  expect(
    await board.program(`${CLIENTS}
a = client(b'a')
b = client('b', user='u', password='p', keepalive=60)
b.set_last_will('b/gone', 'yes', retain=True)
print(a.connect(), b.connect(), a.check_msg())
a.subscribe(b'room/+', 1)
a.subscribe('b/#')
b.publish('room/1', 'hello')
b.publish(b'room/2', b'21', qos=1)
b.publish('room/3', '', retain=True)
for _ in range(3):
    _ = a.wait_msg()
b.ping()
_ = b.wait_msg()
b.sock.close()
_ = a.wait_msg()
print(got)
a.unsubscribe('room/+')
a.publish('room/1', 'unheard')
a.ping()
_ = a.wait_msg()
print(len(got), a.check_msg())
try:
    a.subscribe('a/#/b')
except OSError as e:
    print(e)
`),
  ).toBe(
    "0 0 None\n[(b'room/1', b'hello'), (b'room/2', b'21'), (b'room/3', b''), (b'b/gone', b'yes')]\n4 None\n-1\n",
  );
});

test('umqtt.robust connects again, and its session has what it missed', async () => {
  expect(
    await board.program(`${CLIENTS}
from umqtt import robust
class Client(robust.MQTTClient):
    DELAY = 0
r = client('r', Client)
r.DEBUG = True
print(r.connect(False))
r.subscribe('news', 1)
s = client('s')
_ = s.connect()
r.sock.close()
s.publish('news', 'missed', qos=1)
_ = r.wait_msg()
print(got)
r.sock.close()
r.publish('x', 'y')
s.disconnect()
r.disconnect()
`),
  ).toBe("0\nmqtt: OSError(9,)\n[(b'news', b'missed')]\nmqtt: OSError(9,)\n");
});

test('a broker is reached by TLS, too', async () => {
  expect(await board.line("MQTTClient('t', 'mqtt.test', ssl=True).connect()")).toBe('0\n');
});
