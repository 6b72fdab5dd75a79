/** What happened, as one line of the log. Never what went over a stream. */
export type LogEntry =
  | { event: 'connected'; connection: number; client: string; version: number; duplex: boolean }
  | { event: 'disconnected'; connection: number; how: string; seconds: number; streams: number }
  | { event: 'turned away'; client: string; status: number; why: string }
  | {
      event: 'open';
      connection: number;
      stream: number;
      host: string;
      port: number;
      address: string;
      ms: number;
    }
  | { event: 'refused'; connection: number; stream: number; host: string; port: number; why: string }
  | { event: 'close'; connection: number; stream: number; how: string; toPage: number; fromPage: number }
  | { event: 'tls'; connection: number; stream: number; how: string; outcome: number; alert: number }
  | { event: 'published'; connection: number; stream: number; port: number; peer: string }
  | { event: 'rules'; count: number }
  | { event: 'stopping'; streams: number };

export type Log = (entry: LogEntry) => void;

/** One JSON object a line. Names come from strangers: JSON keeps them on the line, and they are cut short. */
export function jsonLog(write: (line: string) => void, now: () => Date): Log {
  return (entry) => {
    const line = JSON.stringify({ time: now().toISOString(), ...entry }, (_key, value: unknown) =>
      typeof value === 'string' && value.length > 255 ? `${value.slice(0, 255)}…` : value,
    );
    write(`${line}\n`);
  };
}
