/** Whether this key opens the search: `/` or Ctrl-K, unless it is typed into a field, the terminal or the editor. */
export function isSearchKey(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, target, defaultPrevented } = event;
  const slash = key === '/' && !ctrlKey && !metaKey && !altKey;
  const controlK = key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey;
  if (defaultPrevented || !(slash || controlK)) return false;
  return !(
    target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog[open]')
  );
}
