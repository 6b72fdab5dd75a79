/** The browser's service workers; null where it has none. In a sandboxed frame merely reading them throws. */
export function serviceWorkers({ navigator }: Window): ServiceWorkerContainer | null {
  try {
    return 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  } catch {
    return null;
  }
}
