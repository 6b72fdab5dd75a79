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

/**
 * `React.lazy`, except that what failed can be tried again, as after a moment without network: a lazy component keeps
 * its failure for ever.
 */
export function loadable<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | null = null;
  const forget = (): void => {
    loading = null;
  };
  const loaded = (): Promise<ComponentType<Props>> =>
    (loading ??= load().catch((error: unknown) => {
      throw new LoadError(error, forget);
    }));
  return function Loadable(props: Props) {
    const Loaded = use(loaded());
    return <Loaded {...props} />;
  };
}
