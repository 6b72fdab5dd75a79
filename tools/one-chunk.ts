/** What the bundler tells of a module, as far as it matters here. */
interface Modules {
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null;
}

/**
 * All that a module needs at once is one file, whoever else needs parts of it later. By itself the bundler gives many a
 * shared part a file of its own: a dozen small ones on the way to the first prompt, each found, read and, for the page,
 * compressed alone.
 *
 * @param name of the file
 * @param start the path of the module
 * @param before … of the one that is loaded before it, whose parts stay there
 */
export function oneChunk(name: string, start: string, before: string) {
  let parts: ReadonlySet<string> | null = null;
  return {
    debugName: name,
    // What is shared with the file before it would come along, and that file would wait for this one.
    includeDependenciesRecursively: false,
    name: (id: string, modules: Modules): string | null => {
      if (!parts) {
        const earlier = reachedFrom(before, modules);
        parts = new Set([...reachedFrom(start, modules)].filter((one) => !earlier.has(one)));
      }
      return parts.has(id) ? name : null;
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
