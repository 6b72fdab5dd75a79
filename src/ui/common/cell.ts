import { useSyncExternalStore } from 'react';
import { Cell } from '../../shared/cell';

// What must run before React is there takes it from its own place.
export { Cell };

export function useCell<T>(cell: Cell<T>): T {
  return useSyncExternalStore(cell.subscribe, () => cell.value);
}
