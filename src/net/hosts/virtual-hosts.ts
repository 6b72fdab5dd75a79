import type { Clock } from '../../shared/clock';
import type { VirtualHost } from '../host-table';
import { micropythonOrg } from './micropython-org';
import { towel } from './towel';

/** The hosts of the lessons. They answer offline, and in a school that blocks everything. */
export function virtualHosts(options: { clock: Clock; wallClock: () => number }): readonly VirtualHost[] {
  return [towel(options.clock), micropythonOrg(options.wallClock)];
}
