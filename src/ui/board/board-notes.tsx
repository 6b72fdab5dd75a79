import type { Gpio, PinState } from '../../protocol/device-state';
import { board } from '../../words/en/board';
import { wordsOf } from '../../words/spoken';
import { explainOutput, explainPin } from './pin-words';

interface BoardNotesProps {
  readonly id: string;
  /** The pin under the pointer, or the focused one. */
  readonly pin: PinState | undefined;
  /** The FLASH button, and no wire, ties that pin to GND. */
  readonly byFlash: boolean;
  /** The output that was clicked last. */
  readonly refused: PinState | undefined;
  readonly wires: readonly PinState[];
  readonly onRemoveWires: (gpios: readonly Gpio[]) => void;
}

/** The lines under the board: about one pin, or what can be done here; and how many wires there are. */
export function BoardNotes({ id, pin, byFlash, refused, wires, onRemoveWires }: BoardNotesProps) {
  const words = wordsOf(board);
  return (
    <div className="board-notes">
      <div className="board-wires">
        <span>{words.wires(wires.length)}</span>
        {wires.length > 0 && (
          <button
            type="button"
            className="board-remove"
            onClick={() => onRemoveWires(wires.map(({ gpio }) => gpio))}
          >
            {words.removeWires}
          </button>
        )}
      </div>
      <div className="board-words">
        <p role="status" className="board-refused">
          {refused !== undefined && explainOutput(refused)}
        </p>
        <p id={id} hidden={refused !== undefined}>
          {pin === undefined ? words.invitation : explainPin(pin, byFlash)}
        </p>
      </div>
    </div>
  );
}
