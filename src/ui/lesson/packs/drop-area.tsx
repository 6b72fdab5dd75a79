import { useEffect, useState } from 'react';
import { packs as packWords } from '../../../words/en/packs';
import { wordsOf } from '../../../words/spoken';
import { dropped, takeDropped } from './dropped';
import type { PackDoor } from './pack-door';
import './packs.css';

/** Files that are dragged over the page, wherever. What something else has taken already is left to it. */
export function DropArea({ door }: { door: PackDoor }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setOver(true);
    };
    // Also told as the pointer goes from one element to the next; then there is one.
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const items = event.dataTransfer?.items;
      if (event.defaultPrevented || !items || !event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      // A browser tells what it is only now.
      const given = dropped(items);
      if (given) void door.open().then((packs) => takeDropped(packs, given));
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [door]);
  return over ? <p className="pack-drop">{wordsOf(packWords).dropHere}</p> : null;
}
