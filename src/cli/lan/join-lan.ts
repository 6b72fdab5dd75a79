import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LanMember } from './lan-member';
import { startHub } from './start-hub';

/**
 * Joins the LAN of a name, or begins it.
 *
 * @param build the folder with a board's Node build, in which the hub is, too
 * @throws {ConfigError} in one line
 */
export async function joinLan(
  build: string,
  name: string,
  onNotice: (text: string) => void,
): Promise<LanMember> {
  const hub = path.join(build, 'lan-hub.js');
  // Boards understand each other when their hub would be the same.
  const version = createHash('sha256')
    .update(await readFile(hub))
    .digest('hex');
  return LanMember.join({ name, build: version, startHub: () => startHub(hub, name, version), onNotice });
}
