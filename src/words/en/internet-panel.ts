import { area } from '../area';

/** The switch between virtual and real hosts. */
export const internetPanel = area('internetPanel', {
  hosts: 'Hosts on the board’s internet',
  virtual: 'Virtual',
  virtualWords: 'They live in this page, work offline, and are always there.',
  real: 'Real',
  realWords: 'By a proxy, for the names that it allows. What the program sends leaves this computer.',
  realHosts: 'Real hosts',
  backToVirtual: 'Back to virtual hosts',
  published: (port: number, address: string) =>
    `Programs on the proxy’s computer reach port ${port} of the board at <code>${address}</code>`,
  noProxy: 'No proxy is set',
  proxy: (address: string) => `Proxy: ${address}`,
  address: 'Address of a proxy',
  ofThisSite: 'that of this site',
  save: 'Save',
  hint: 'The command pinwire proxy starts one and prints its address. Without one, every host is virtual.',
});
