/** Takes a subscription, timer or resource back. Calling it again does nothing. */
export type Dispose = () => void;

/** Collects what one owner has to take back, and takes it back in reverse order. */
export class DisposableStore {
  #disposers: Dispose[] = [];

  add(dispose: Dispose): Dispose {
    this.#disposers.push(dispose);
    return dispose;
  }

  dispose(): void {
    const disposers = this.#disposers.splice(0).reverse();
    for (const dispose of disposers) dispose();
  }
}
