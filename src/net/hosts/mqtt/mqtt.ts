import type { Clock } from '../../../shared/clock';
import type { Service } from '../../lan-stream';
import { Broker } from './broker';
import { Client } from './client';

/** A broker of MQTT 3.1.1 for whoever comes: all connections of one `Service` talk to each other. */
export function mqtt(clock: Clock): Service {
  const broker = new Broker();
  return (connection) => new Client(connection, broker, clock);
}
