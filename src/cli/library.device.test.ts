import { afterEach, describe, expect, test } from 'vitest';
import { NODE_BUILD } from '../../tools/node-build';
import type { Device, DeviceOptions } from './library/api';
import { startDevice } from './library/device';
import { DeviceError } from './library/device-error';
import { LibraryLan } from './library/library-lan';

const devices: Device[] = [];
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});

async function createDevice(options?: DeviceOptions): Promise<Device> {
  const device = await startDevice(NODE_BUILD, options);
  devices.push(device);
  return device;
}

const SERVER = `
import socket
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 80))
s.listen(1)
while True:
    c, peer = s.accept()
    line = c.readline()
    while c.readline() != b'\\r\\n': pass
    c.send(b'HTTP/1.0 200 OK\\r\\nContent-Type: text/plain\\r\\n\\r\\nyou asked: ' + line)
    c.close()
`;

test('what is printed is waited for, one after the other, and a program is run by line, paste and raw REPL', async () => {
  const device = await createDevice({ files: { 'main.py': 'print("hello")', 'lib/two.py': 'x = 2' } });
  expect(device.output).toContain('hello\r\n');
  expect(await device.enter('import two; two.x + 2')).toBe('4\n');
  expect(await device.paste('for i in range(3):\n    print(i)')).toBe('0\n1\n2\n');
  expect(await device.exec('import sys\nprint("out")\nsys.exit(3)')).toEqual({
    stdout: 'out\n',
    error: '',
    exit: 3,
  });
  const failed = await device.exec('1/0');
  expect([failed.exit, failed.error.trimEnd().split('\n').at(-1)]).toEqual([
    1,
    'ZeroDivisionError: divide by zero',
  ]);
  device.feed("a = input('name? ')\r");
  expect((await device.waitFor('name? ', { timeout: 100 })).before).toContain('input');
  device.feed('Ada\r');
  await device.waitForPrompt();
  device.feed('a\r');
  expect((await device.waitFor(/'(\w+)'/)).groups).toEqual(['Ada']);
});

test('pins are pressed, driven and read, and an analog value is set', async () => {
  const device = await createDevice();
  await device.enter('from machine import Pin, ADC; led = Pin(2, Pin.OUT, value=1); key = Pin(0, Pin.IN)');
  const running = device.paste(
    'import time\nfor i in range(3):\n    while key(): time.sleep_ms(10)\n    led(not led())\n    while not key(): time.sleep_ms(10)',
  );
  for (const level of [0, 1, 0] as const) {
    await device.pin(0).press();
    await device.pin(2).waitFor(level);
    await device.pin(0).release();
    await device.advance(20);
  }
  await running;
  device.setAnalog(700);
  expect(await device.enter('ADC(0).read()')).toBe('700\n');
  expect(() => device.setAnalog(1_024)).toThrow(
    'The converter gives whole numbers from 0 to 1023, not 1024.',
  );
  expect(() => device.pin(6)).toThrow('The board brings out no GPIO6');
});

test('files are written, listed, read and removed, and what the flash refuses is a sentence', async () => {
  const device = await createDevice();
  await device.files.write('lib/greet.py', 'print("hi")');
  expect(await device.enter('import greet')).toBe('hi\n');
  await device.enter("f = open('log.txt', 'w'); f.write('\\xe4'); f.close()");
  expect([device.files.list(), device.files.readText('log.txt')]).toEqual([['lib/greet.py', 'log.txt'], 'ä']);
  await device.files.remove('log.txt');
  expect(device.files.read('/log.txt')).toBeNull();
  await expect(device.files.write('lib', 'x')).rejects.toThrow(
    new DeviceError('“lib” is a directory on the board. Choose another name, or remove the directory first.'),
  );
});

describe('on the network', () => {
  test("the board's server is asked for a page and connected to, and the log tells of it", async () => {
    const device = await createDevice({ files: { 'main.py': SERVER }, waitForPrompt: false });
    await device.network.waitForListener(80);
    const page = await device.network.fetch('/led?on=1');
    expect([page.status, page.headers.get('content-type'), page.text]).toEqual([
      200,
      'text/plain',
      'you asked: GET /led?on=1 HTTP/1.1\r\n',
    ]);
    const connection = await device.network.connect(80);
    await connection.write('GET /x HTTP/1.0\r\n\r\n');
    expect(await connection.readUntil('\r\n\r\n')).toMatch(/^HTTP\/1\.0 200 OK/);
    expect(await connection.readAll()).toBe('you asked: GET /x HTTP/1.0\r\n');
    await expect(device.network.connect(81)).rejects.toThrow('nothing listens on that port');
    await expect(device.network.fetch('http://192.168.1.42:81/')).rejects.toThrow(
      'Nothing listens on port 81.',
    );
    expect(device.network.log.filter(({ kind }) => kind === 'accepted')).toHaveLength(2);
  });

  test('a scripted host answers programs by its name, and what it throws is told', async () => {
    const device = await createDevice();
    device.network.addHost('sensor.test', {
      9000: async (connection) => {
        const asked = await connection.readUntil('\n');
        await connection.write(`${asked.trim().length}\n`.repeat(2_000));
      },
      9001: () => {
        throw new Error('the script is wrong');
      },
    });
    const program = `
import socket
def ask(port):
    s = socket.socket()
    s.connect(socket.getaddrinfo('sensor.test', port)[0][-1])
    s.send(b'hello\\n')
    n = 0
    while True:
        part = s.recv(500)
        if not part: break
        n += len(part)
    s.close()
    return n
print(ask(9000))`;
    expect(await device.paste(program)).toBe('4000\n');
    device.feed('ask(9001)\r');
    await expect(device.waitForPrompt()).rejects.toThrow('the script is wrong');
  });
});

test('boards of one LAN reach each other in one time', async () => {
  const lan = new LibraryLan(NODE_BUILD);
  const server = await lan.createDevice({ files: { 'main.py': SERVER }, waitForPrompt: false });
  const client = await lan.createDevice();
  devices.push(server, client);
  await server.network.waitForListener(80);
  expect([server.state?.wifi.ip, client.state?.wifi.ip]).toEqual(['192.168.1.42', '192.168.1.43']);
  const asked = await client.exec(
    "import socket\ns = socket.socket()\ns.connect(('192.168.1.42', 80))\ns.send(b'GET /hi HTTP/1.0\\r\\n\\r\\n')\nwhile True:\n    part = s.recv(500)\n    if not part: break\n    print(part)",
  );
  expect(asked.stdout + asked.error).toContain('you asked: GET /hi');
  expect((await server.network.fetch('/')).status).toBe(200);
  const before = [server.now, client.now];
  await client.advance(1_000);
  expect([server.now, client.now]).toEqual(before.map((at) => at + 1_000));
  await lan.close();
});

test('boards of one LAN talk by its one broker', async () => {
  const lan = new LibraryLan(NODE_BUILD);
  const [hears, says] = [await lan.createDevice(), await lan.createDevice()];
  devices.push(hears, says);
  const client = (name: string): string =>
    `from umqtt.simple import MQTTClient\nc = MQTTClient('${name}', 'mqtt.test')\nc.set_callback(print)\nc.connect()\n`;
  await hears.exec(`${client('hears')}c.subscribe('room/#')`);
  await says.exec(`${client('says')}c.publish('room/1', '21 C')\nc.disconnect()`);
  expect((await hears.exec('c.wait_msg()')).stdout).toBe("b'room/1' b'21 C'\n");
  await lan.close();
});

test('what does not come says what came, and time is told by the board', async () => {
  const device = await createDevice({ timeout: 2_000 });
  device.feed('print("one")\r');
  await expect(device.waitFor('two')).rejects.toThrow(
    /^"two" did not come within 2000 ms\. The board is at its prompt\. It printed last: ".*one/s,
  );
  const before = device.now;
  await device.advance(86_400_000);
  expect(device.now - before).toBe(86_400_000);
  await expect(createDevice({ publish: { 8080: 80 } })).rejects.toThrow("need clock: 'real'");
});

test('in real time it is reached by programs of this computer, and nothing is left of it when it is closed', async () => {
  const device = await createDevice({
    clock: 'real',
    publish: { 18_473: 80 },
    files: { 'main.py': SERVER },
    waitForPrompt: false,
  });
  const text = async (): Promise<string> => (await fetch('http://127.0.0.1:18473/real')).text();
  await expect.poll(text, { timeout: 10_000 }).toContain('you asked: GET /real');
  await device.close();
  await device.close();
  expect(() => device.feed('x')).toThrow('The board has been closed.');
  await expect(fetch('http://127.0.0.1:18473/')).rejects.toThrow();
});
