/** What the bundler tells of a module, as far as it matters here. */
interface Modules {
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null;
}

/**
 * All that the page needs in order to be drawn is one file, whoever else needs parts of it later. By itself the bundler
 * gives many a shared part a file of its own: a dozen small ones on the way to the first prompt, each compressed alone.
 *
 * @param page the path of the module that draws the page
 * @param before … of the one that is loaded before it, whose parts stay there
 */
export function pageChunk(page: string, before: string) {
  let parts: ReadonlySet<string> | null = null;
  return {
    debugName: 'show-page',
    // What is shared with the file before it would come along, and that file would wait for this one.
    includeDependenciesRecursively: false,
    name: (id: string, modules: Modules): string | null => {
      if (!parts) {
        const earlier = reachedFrom(before, modules);
        parts = new Set([...reachedFrom(page, modules)].filter((one) => !earlier.has(one)));
      }
      return parts.has(id) ? 'show-page' : null;
    },
  };
}

/** By imports that are followed at once. */
function reachedFrom(start: string, modules: Modules): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const id of reached)
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) reached.add(imported);
  return reached;
}
