import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { page } from '../../../words/en/page';
import { wordsOf } from '../../../words/spoken';

/** How far an arrow key moves a divider, in pixels; and one that goes as far as it can. */
const STEP = 32;
const ALL_THE_WAY = 100_000;

/** Moves the divider by so many pixels from where it was when the move began; `keep` at its end. */
type Move = (by: number, keep: boolean) => void;

interface DividerProps {
  direction: 'columns' | 'rows';
  /** Of the parts at both sides. */
  names: readonly [string, string];
  /** Where it stands, of a hundred. */
  place: number;
  begin: () => Move;
  restore: () => void;
}

/** Between two parts: a window splitter as the ARIA Authoring Practices describe it. */
export function Divider({ direction, names, place, begin, restore }: DividerProps) {
  const drag = useRef<{ from: number; move: Move } | null>(null);
  const [dragged, setDragged] = useState(false);
  const at = (event: PointerEvent): number => (direction === 'rows' ? event.clientY : event.clientX);
  const end = (event: PointerEvent) => {
    if (drag.current && at(event) !== drag.current.from)
      drag.current.move(at(event) - drag.current.from, true);
    drag.current = null;
    setDragged(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = direction === 'rows' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    const by = { [less]: -STEP, [more]: STEP, Home: -ALL_THE_WAY, End: ALL_THE_WAY }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    begin()(by, true);
  };
  return (
    <div
      role="separator"
      className="divider"
      tabIndex={0}
      aria-label={wordsOf(page).between(...names)}
      aria-orientation={direction === 'rows' ? 'horizontal' : 'vertical'}
      aria-valuenow={Math.round(place)}
      data-dragged={dragged}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        // Moves go on over frames and outside of the window.
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: at(event), move: begin() };
        setDragged(true);
      }}
      onPointerMove={(event) => drag.current?.move(at(event) - drag.current.from, false)}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={onKeyDown}
      onDoubleClick={restore}
    />
  );
}
