import { use, type ComponentType } from 'react';

/** A part of the page could not be fetched. `forget` lets it be asked for again. */
export class LoadError extends Error {
  override readonly name = 'LoadError';

  constructor(
    cause: unknown,
    readonly forget: () => void,
  ) {
    super(String(cause), { cause });
  }
}

/** Loaded when it is asked for first. What failed is asked for again when its `LoadError` has been forgotten. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  const forget = (): void => {
    loading = null;
  };
  return () =>
    (loading ??= load().catch((error: unknown) => {
      throw new LoadError(error, forget);
    }));
}

/**
 * `React.lazy`, except that what failed can be tried again, as after a moment without network: a lazy component keeps
 * its failure for ever.
 */
export function loadable<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const loaded = loadOnce(load);
  return function Loadable(props: Props) {
    const Loaded = use(loaded());
    return <Loaded {...props} />;
  };
}
