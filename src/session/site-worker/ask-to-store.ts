import { readStoreReport, SERVICE_WORKER_VERSION, type StoreReport } from '../../protocol/service-worker';
import type { Clock } from '../../shared/clock';

/** A service worker that reports nothing for so long was ended by the browser, in milliseconds. */
const PATIENCE = 60_000;

/**
 * Asks a service worker to store its build.
 *
 * @returns how that ended; null when it did not say, or speaks by other rules
 */
export function askToStore(
  worker: Pick<ServiceWorker, 'postMessage'>,
  clock: Clock,
  onReport: (report: StoreReport) => void,
): Promise<StoreReport | null> {
  return new Promise((resolve) => {
    const { port1: port, port2 } = new MessageChannel();
    const end = (report: StoreReport | null): void => {
      forget();
      port.close();
      resolve(report);
    };
    let forget = clock.after(PATIENCE, () => end(null));
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const report = readStoreReport(data);
      if (!report) return;
      if (report.kind !== 'storing') {
        end(report);
        return;
      }
      forget();
      forget = clock.after(PATIENCE, () => end(null));
      onReport(report);
    };
    worker.postMessage({ version: SERVICE_WORKER_VERSION, kind: 'store' }, [port2]);
  });
}
