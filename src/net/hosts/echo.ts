import type { DatagramService } from '../host-table';
import type { Service } from '../lan-stream';
import { Pump } from '../pump';

/** RFC 862 over TCP. What the client does not take back holds back what it may send: nothing is lost or piled up. */
export const echoStream: Service = (connection) => {
  const back = new Pump({
    write: (bytes) => connection.write(bytes),
    taken: (bytes) => connection.consumed(bytes),
    end: () => connection.end(),
  });
  return {
    onData: (bytes) => back.push(bytes),
    onEnd: () => back.finish(),
    onRoom: () => back.go(),
  };
};

/** RFC 862 over UDP. */
export const echoPackets: DatagramService = ({ bytes }, reply) => reply(bytes);
