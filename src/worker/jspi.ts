import type { Suspension } from '../interpreter/suspension';

/** The part of WebAssembly's JavaScript API that is JavaScript Promise Integration; not every engine has it. */
interface PromiseIntegration {
  readonly Suspending: new (call: () => Promise<number>) => () => unknown;
  readonly promising: Suspension['promising'];
}

/** @throws when this engine does not have it; the page looks first (session/carrier-choice.ts) */
export function promiseIntegration(): Suspension {
  const api: object = WebAssembly;
  if (!hasIntegration(api)) throw new Error('This browser cannot suspend WebAssembly.');
  const { Suspending, promising } = api;
  return { suspending: (call) => new Suspending(call), promising };
}

const hasIntegration = (api: object): api is PromiseIntegration => 'Suspending' in api && 'promising' in api;
