/** Runs in the page before anything else: the browser cannot suspend WebAssembly, as Safari and older ones cannot. */
export function withoutSuspension(): void {
  Reflect.deleteProperty(WebAssembly, 'Suspending');
}

/** Runs in the page before anything else: the browser has no service workers, as in some private windows. */
export function withoutServiceWorkers(): void {
  Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
}
