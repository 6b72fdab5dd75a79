import type { KeyboardEvent, Ref } from 'react';
import type { PinState } from '../../protocol/device-state';
import { board } from '../../words/en/board';
import { wordsOf } from '../../words/spoken';
import { SILK_NAME } from './header-pins';
import { pinMark, pinName } from './pin-words';
import type { PinMark } from './pin-words';
import { fromTop, rowY } from './scene';

interface PinTagProps {
  readonly pin: PinState;
  readonly ref: Ref<HTMLButtonElement>;
  readonly active: boolean;
  /** The FLASH button, and no wire, ties the pin to GND. */
  readonly byFlash: boolean;
  /** The element whose text explains the pin, while it does. */
  readonly describedBy: string | undefined;
  readonly onClick: () => void;
  readonly onHover: (hovers: boolean) => void;
  readonly onFocusChange: (focused: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The tag of one pin, a button that is large enough for a finger. */
export function PinTag({ pin, ref, active, byFlash, describedBy, ...on }: PinTagProps) {
  const words = wordsOf(board);
  return (
    <button
      ref={ref}
      type="button"
      className="board-tag"
      style={{ top: fromTop(rowY(pin.gpio)) }}
      data-mark={pinMark(pin)}
      data-wired={pin.drive !== null && !byFlash}
      data-active={active}
      aria-describedby={describedBy}
      onClick={(event) => {
        // Safari does not focus a button that is clicked, and a finger does not hover: the words under the board follow focus.
        event.currentTarget.focus();
        on.onClick();
      }}
      onPointerEnter={() => on.onHover(true)}
      onPointerLeave={() => on.onHover(false)}
      onFocus={() => on.onFocusChange(true)}
      onBlur={() => on.onFocusChange(false)}
      onKeyDown={on.onKeyDown}
    >
      <span className="board-spoken">{pinName(pin, byFlash)}</span>
      <StateMark mark={pinMark(pin)} />
      <span className="board-tag-name" aria-hidden="true">
        GPIO{pin.gpio} <span className="board-tag-silk">{SILK_NAME[pin.gpio]}</span>
      </span>
      <span className="board-tag-state" aria-hidden="true">
        <span className="board-tag-mode">{words.modes[pin.mode]}, </span>
        <span className="board-tag-short-mode">{words.shortModes[pin.mode]}, </span>
        {words.marks[pinMark(pin)]}
      </span>
    </button>
  );
}

/** The state as a sign: filled is high, hollow is low, dashed is floating, a crossed square is a conflict. */
export function StateMark({ mark }: { mark: PinMark }) {
  return (
    <svg className="board-mark" data-mark={mark} viewBox="0 0 14 14" aria-hidden="true">
      {mark === 'conflict' ? (
        <>
          <rect x="1.5" y="1.5" width="11" height="11" rx="2" />
          <path d="M4.5 4.5l5 5M9.5 4.5l-5 5" />
        </>
      ) : (
        <circle cx="7" cy="7" r="5" />
      )}
    </svg>
  );
}
