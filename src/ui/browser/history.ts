/** One page visited: enough to ask for it again. */
export interface Visit {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Uint8Array;
}

export interface History {
  readonly visits: readonly Visit[];
  /** Index of the present one; -1 while there is none. */
  readonly at: number;
}

export const noHistory: History = { visits: [], at: -1 };

const LONGEST = 50;

/** A new page: what lay ahead is forgotten. Going to the address where one is adds nothing. */
export function visit(history: History, next: Visit): History {
  const past = history.visits.slice(0, history.at + 1);
  const here = past.at(-1);
  if (here?.url === next.url && next.method === 'GET') past.pop();
  const visits = [...past, next].slice(-LONGEST);
  return { visits, at: visits.length - 1 };
}

export function step(history: History, by: -1 | 1): History {
  const at = history.at + by;
  return at < 0 || at >= history.visits.length ? history : { ...history, at };
}

export function present(history: History): Visit | null {
  return history.visits[history.at] ?? null;
}

export function get(url: string): Visit {
  return { method: 'GET', url, headers: [] };
}
