import { connect as netConnect, type TcpNetConnectOpts } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../shared/virtual-clock';
import { Dialer, type DialerOptions, type Target } from './dialer';
import { nodeClock } from './node-clock';
import { FakeDns, Host, until } from './proxy.test-helpers';
import { Rules } from './rules';

const hosts: Host[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

const target = (host: string, port: number): Target => ({ host, port, transport: 'tcp' });
const never = (): AbortSignal => new AbortController().signal;

/** Dials nothing for real unless told to: `dialled` has what it would have dialled. */
function dialer(options: Partial<DialerOptions> = {}) {
  const dns = new FakeDns();
  const dialled: string[] = [];
  const subject = new Dialer({
    clock: nodeClock,
    rules: () => Rules.of(['*.example.org:80']),
    resolve: dns.resolve,
    connect: (to: TcpNetConnectOpts) => {
      dialled.push(`${to.host ?? ''} ${to.port}`);
      return netConnect(to);
    },
    ownPorts: () => new Set(),
    interfaces: () => [],
    lookupTime: 1_000,
    connectTime: 1_000,
    refusalStep: 5,
    ...options,
  });
  return { subject, dns, dialled };
}

async function reasonOf(subject: Dialer, to: Target, signal = never()): Promise<string> {
  const outcome = await subject.dial(to, signal);
  return 'refused' in outcome
    ? `${outcome.refused.reason.toString(16)} ${outcome.refused.why}`
    : outcome.address;
}

describe('what is not listed', () => {
  test.each([
    'localhost',
    'example.org',
    'a.example.org.evil.test',
    '127.0.0.1',
    '::1',
    '169.254.169.254',
    '127.1',
    '',
    'a.example.org\0',
  ])('%j is refused without a lookup', async (host) => {
    const { subject, dns, dialled } = dialer();
    expect(await reasonOf(subject, target(host, 80))).toMatch(/^48 /);
    expect([dns.asked, dialled]).toEqual([[], []]);
  });

  test.each([0, 22, 25, 81, 6379, 65_616])(
    'port %i of a listed host is refused without a lookup',
    async (port) => {
      const { subject, dns } = dialer();
      expect(await reasonOf(subject, target('a.example.org', port))).toBe('48 not listed');
      expect(dns.asked).toEqual([]);
    },
  );
});

describe('what DNS says', () => {
  test.each([
    ['a private address', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['metadata', ['169.254.169.254']],
    ['a private address beside a public one', ['93.184.215.14', '192.168.1.1']],
    ['a private AAAA beside a public A', ['93.184.215.14', 'fd00::1']],
    ['a mapped loopback beside a public one', ['93.184.215.14', '::ffff:127.0.0.1']],
    ['NAT64 of loopback', ['64:ff9b::7f00:1']],
    ['something that is no address', ['93.184.215.14', 'localhost']],
    ['a spelling that the system would understand', ['127.1']],
    ['a zone', ['fe80::1%lo']],
  ])('is refused, and nothing dialled: %s', async (_, answers) => {
    const { subject, dns, dialled } = dialer();
    // A CNAME to a private name is such an answer, too: what comes out at its end is judged.
    dns.answers.set('a.example.org', answers);
    expect(await reasonOf(subject, target('a.example.org', 80))).toMatch(/^48 /);
    expect(dialled).toEqual([]);
  });

  test.each([
    ['nothing', () => Promise.resolve([])],
    ['SERVFAIL', () => Promise.reject(Object.assign(new Error('SERVFAIL'), { code: 'ESERVFAIL' }))],
  ])('fails closed: %s', async (_, answer) => {
    const { subject, dns, dialled } = dialer();
    dns.answers.set('a.example.org', answer);
    expect(await reasonOf(subject, target('a.example.org', 80))).toMatch(/^42 /);
    expect(dialled).toEqual([]);
  });

  test('fails closed: no answer in time', async () => {
    const clock = new VirtualClock();
    const { subject, dns, dialled } = dialer({ clock });
    dns.answers.set('a.example.org', () => new Promise(() => undefined));
    const reason = reasonOf(subject, target('a.example.org', 80));
    await until(() => dns.asked.length === 1, 'the lookup');
    clock.advance(1_000);
    expect(await reason).toBe('42 the lookup took too long');
    expect(dialled).toEqual([]);
  });

  test('is asked once, and what was judged is dialled, however the answer changes', async () => {
    const host = await Host.echo();
    hosts.push(host);
    const { subject, dns, dialled } = dialer({
      rules: () => Rules.of(['*.example.org:80'], [`b.example.org:${host.port}`]),
    });
    let asked = 0;
    dns.answers.set('b.example.org', () =>
      Promise.resolve(++asked === 1 ? ['127.0.0.1'] : ['169.254.169.254']),
    );
    expect(await reasonOf(subject, target('b.example.org', host.port))).toBe('127.0.0.1');
    expect([asked, dialled]).toEqual([1, [`127.0.0.1 ${host.port}`]]);
  });

  test('that changes with every question leads nowhere else in 5,000 tries', async () => {
    const { subject, dns, dialled } = dialer({
      connect: (to) => {
        dialled.push(`${to.host ?? ''} ${to.port}`);
        return netConnect({ host: '127.0.0.1', port: 1 }); // whose port 1 takes nobody
      },
    });
    let asked = 0;
    dns.answers.set('a.example.org', () =>
      Promise.resolve(++asked % 2 === 0 ? ['127.0.0.1'] : ['93.184.215.14']),
    );
    for (let n = 0; n < 50; n++) {
      await Promise.all(Array.from({ length: 100 }, () => reasonOf(subject, target('a.example.org', 80))));
    }
    expect(asked).toBe(5_000);
    expect(new Set(dialled)).toEqual(new Set(['93.184.215.14 80']));
  });
});

describe('an answer', () => {
  test.each(['a.example.org', 'not.listed.test', '127.0.0.1', '127.1'])(
    'takes as long for "not public" as for "not listed": %s',
    async (host) => {
      const clock = new VirtualClock();
      const { subject, dns } = dialer({ clock, refusalStep: 60 });
      dns.answers.set('a.example.org', () => {
        clock.advance(15);
        return Promise.resolve(['10.0.0.1']);
      });
      let isTold = false;
      const told = reasonOf(subject, target(host, 80)).then(() => (isTold = true));
      // What is judged is judged within these turns.
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      clock.advance(59 - clock.now);
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      expect(isTold).toBe(false);
      clock.advance(1);
      await told;
    },
  );
});

describe('a dial', () => {
  test('tries the next address when one refuses', async () => {
    const host = await Host.echo();
    hosts.push(host);
    const { subject, dns } = dialer({ rules: () => Rules.of([], [`b.example.org:${host.port}`]) });
    dns.answers.set('b.example.org', ['127.0.0.2', '127.0.0.1']);
    expect(await reasonOf(subject, target('b.example.org', host.port))).toBe('127.0.0.1');
  });

  test('is given up in time', async () => {
    const clock = new VirtualClock();
    const { subject, dns, dialled } = dialer({ clock, rules: () => Rules.of([], ['b.example.org:9']) });
    // 192.0.2.0/24 is nobody's (RFC 5737): packets to it vanish, or come back as unreachable.
    dns.answers.set('b.example.org', ['127.0.0.1', '192.0.2.77']);
    const reason = reasonOf(subject, target('b.example.org', 9));
    await until(() => dialled.length === 2, 'the second attempt');
    clock.advance(1_000);
    expect(['43 no answer', '42 ENETUNREACH', '42 EHOSTUNREACH']).toContain(await reason);
  });

  test('never reaches the proxy itself, under whatever name', async () => {
    const host = await Host.echo();
    hosts.push(host);
    const { subject, dns, dialled } = dialer({
      rules: () =>
        Rules.of([], [`*.example.org:${host.port}`, `127.0.0.1:${host.port}`, `[::1]:${host.port}`]),
      ownPorts: () => new Set([host.port]),
      interfaces: () => ['192.168.7.5'],
    });
    dns.answers.set('a.example.org', ['127.0.0.1']);
    dns.answers.set('b.example.org', ['192.168.7.5']);
    dns.answers.set('c.example.org', ['0.0.0.0']);
    dns.answers.set('d.example.org', ['192.168.7.6', '127.0.0.3']);
    for (const name of [
      'a.example.org',
      'b.example.org',
      'c.example.org',
      'd.example.org',
      '127.0.0.1',
      '::1',
    ]) {
      expect(await reasonOf(subject, target(name, host.port))).toBe('48 the proxy itself');
    }
    expect(dialled).toEqual([]);
  });

  test('ends when nobody wants it any more, at every stage', async () => {
    const { subject, dns } = dialer({ refusalStep: 60_000 });
    dns.answers.set('a.example.org', () => new Promise(() => undefined));
    for (const host of ['a.example.org', 'not.listed.test']) {
      const abort = new AbortController();
      const reason = reasonOf(subject, target(host, 80), abort.signal);
      abort.abort();
      expect(await reason).toMatch(/given up|not listed/);
      expect(await reasonOf(subject, target(host, 80), abort.signal)).toMatch(/given up|not listed/);
    }
  });
});
