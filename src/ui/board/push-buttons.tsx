import { useEffect, useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { board } from '../../words/en/board';
import { wordsOf } from '../../words/spoken';
import { PUSH_BUTTONS } from './header-pins';
import { fromLeft, fromTop } from './scene';

interface FlashButtonProps {
  readonly onHold: (held: boolean) => void;
}

/** The FLASH button on the drawing: held for as long as the pointer or the key is. */
export function FlashButton({ onHold }: FlashButtonProps) {
  const held = useRef(false);
  const latestOnHold = useRef(onHold);
  useEffect(() => {
    latestOnHold.current = onHold;
  });
  const hold = (next: boolean) => {
    if (held.current === next) return;
    held.current = next;
    onHold(next);
  };
  useEffect(
    () => () => {
      // A button that disappears under the finger is let go.
      if (held.current) latestOnHold.current(false);
      held.current = false;
    },
    [],
  );
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    hold(true);
  };
  const onKey = (event: KeyboardEvent, next: boolean) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    hold(next);
  };
  return (
    <button
      type="button"
      className="board-push"
      style={placeOf('flash')}
      aria-label={wordsOf(board).flashButton}
      title={wordsOf(board).flashTip}
      onPointerDown={onPointerDown}
      onPointerUp={() => hold(false)}
      onPointerCancel={() => hold(false)}
      onLostPointerCapture={() => hold(false)}
      onKeyDown={(event) => onKey(event, true)}
      onKeyUp={(event) => onKey(event, false)}
      onBlur={() => hold(false)}
      onContextMenu={(event) => event.preventDefault()}
    />
  );
}

interface ResetButtonProps {
  readonly onReset: () => void;
  readonly onHold: (held: boolean) => void;
}

export function ResetButton({ onReset, onHold }: ResetButtonProps) {
  return (
    <button
      type="button"
      className="board-push"
      style={placeOf('reset')}
      aria-label={wordsOf(board).resetButton}
      title={wordsOf(board).resetTip}
      onClick={onReset}
      onPointerDown={() => onHold(true)}
      onPointerUp={() => onHold(false)}
      onPointerLeave={() => onHold(false)}
      onPointerCancel={() => onHold(false)}
    />
  );
}

function placeOf(name: keyof typeof PUSH_BUTTONS) {
  const { x, y } = PUSH_BUTTONS[name];
  return { left: fromLeft(x), top: fromTop(y) };
}
