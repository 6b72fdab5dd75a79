import { sharedHosts } from '../../net/hosts/virtual-hosts';
import { TimerClock } from '../../worker/timer-clock';
import { HubServer } from './hub-server';
import { lanPlace } from './lan-place';

// The process of a LAN's hub: started by the first board, it says one line when boards can join, and ends by itself.
const [, , name = '', build = ''] = process.argv;
const clock = new TimerClock();
const hub = await HubServer.start({
  place: lanPlace(name),
  build,
  hosts: sharedHosts({ clock, wallClock: () => Date.now() }),
  // What is still to be sent is for nobody.
  onEnd: () => process.exit(0),
});
process.stdout.on('error', () => undefined);
if (hub) process.stdout.write('ready\n');
