import { useEffect, useEffectEvent } from 'react';

/** Does something for each new list of panes that the lesson needs, the one that is there at first included. */
export function useReveal(revealed: readonly unknown[], show: () => void): void {
  const onNew = useEffectEvent(show);
  useEffect(() => {
    if (revealed.length > 0) onNew();
  }, [revealed]);
}
