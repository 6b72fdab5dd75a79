/** `/main.py` → `main.py`. */
export function shortName(path: string): string {
  return path.startsWith('/') ? path.slice(1) : path;
}
