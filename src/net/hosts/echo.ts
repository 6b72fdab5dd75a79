import type { DatagramService } from '../host-table';
import type { Service } from '../lan-stream';

/** RFC 862 over TCP. What the client does not take back holds back what it may send: nothing is lost or piled up. */
export const echoStream: Service = (connection) => {
  let waiting: Uint8Array[] = [];
  let ended = false;

  const giveBack = (): void => {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const count = connection.write(first);
      connection.consumed(count);
      if (count < first.length) {
        waiting[0] = first.subarray(count);
        return;
      }
      waiting.shift();
    }
    if (ended) connection.end();
  };

  return {
    onData: (bytes) => {
      waiting.push(bytes);
      giveBack();
    },
    onEnd: () => {
      ended = true;
      giveBack();
    },
    onReset: () => {
      waiting = [];
    },
    onRoom: giveBack,
  };
};

/** RFC 862 over UDP. */
export const echoPackets: DatagramService = ({ bytes }, reply) => reply(bytes);
