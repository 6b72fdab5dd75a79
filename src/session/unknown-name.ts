import { VIRTUAL_HOSTS } from '../protocol/virtual-hosts';
import type { Notice } from './session';

const names = VIRTUAL_HOSTS.map(({ name }) => name);
const HOSTS = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/** A program asked for a name that nobody has. */
export const unknownName = (name: string): Notice => ({
  feature: `name ${name}`,
  text: `No host is called “${name}” on this board's internet. There are ${HOSTS}.`,
});
