import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Wireshark's own judgement is asked for where tshark is installed (Debian: `apt-get install tshark`). */
export const hasTshark = spawnSync('tshark', ['--version']).status === 0;

const VALIDATION = ['ip.check_checksum:TRUE', 'tcp.check_checksum:TRUE', 'udp.check_checksum:TRUE'].flatMap(
  (preference) => ['-o', preference],
);

/** The chosen fields of each packet that the filter lets through. */
export function tshark(capture: Uint8Array, filter: string, fields: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'pinwire-capture-'));
  try {
    const file = join(folder, 'network.pcapng');
    writeFileSync(file, capture);
    const columns = fields.flatMap((field) => ['-e', field]);
    const args = [
      '-r',
      file,
      '-n',
      ...VALIDATION,
      '-Y',
      filter,
      '-T',
      'fields',
      '-E',
      'separator=|',
      ...columns,
    ];
    const out = execFileSync('tshark', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return out.split('\n').filter((line) => line !== '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Everything that Wireshark finds wrong: malformed packets, checksums, and what its TCP analysis flags. */
export function complaints(capture: Uint8Array): string[] {
  const wrong = [
    '_ws.malformed',
    'tcp.analysis.flags',
    'ip.checksum.status == 0',
    'tcp.checksum.status == 0',
    'udp.checksum.status == 0',
    'tcp.checksum.status == 2',
    'udp.checksum.status == 2',
    'dns.unsolicited',
    'dns.retransmission',
    '_ws.expert.severity >= 0x600000 && !tcp.flags.reset == 1',
  ].join(' || ');
  return tshark(capture, wrong, ['frame.number', '_ws.col.Info', '_ws.expert.message']);
}
