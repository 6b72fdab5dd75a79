import './board.css';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Gpio, PinDrive, PinState } from '../../protocol/device-state';
import { board } from '../../words/en/board';
import { wordsOf } from '../../words/spoken';
import { BoardDrawing } from './board-drawing';
import { BoardNotes } from './board-notes';
import { GPIO_ORDER } from './header-pins';
import { clickPin } from './pin-click';
import { PinTag } from './pin-tag';
import { FlashButton, ResetButton } from './push-buttons';
import { useFlashButton } from './use-flash-button';

export interface BoardProps {
  readonly pins: readonly PinState[];
  /** The student puts a wire on a pin (`0` to GND, `1` to 3V3) or takes it away (`null`). */
  readonly onDrive: (gpio: Gpio, drive: PinDrive) => void;
  /** Makes the drawn RST button work. */
  readonly onReset?: () => void;
}

/**
 * The development board, drawn as an object, with a tag per touchable pin. It shows what `pins` says and nothing that it
 * hopes for: a click calls `onDrive`, and the wire appears when the next `pins` has it.
 */
export function Board({ pins, onDrive, onReset }: BoardProps) {
  const notesId = useId();
  const [hovered, setHovered] = useState<Gpio | null>(null);
  const [focused, setFocused] = useState<Gpio | null>(null);
  const [refused, setRefused] = useState<Gpio | null>(null);
  const [resetHeld, setResetHeld] = useState(false);
  const flash = useFlashButton(pins, onDrive);
  const buttons = useRef(new Map<Gpio, HTMLButtonElement>());

  const active = hovered ?? focused;
  const ordered = GPIO_ORDER.flatMap((gpio) => pins.find((pin) => pin.gpio === gpio) ?? []);

  const activePin = ordered.find((pin) => pin.gpio === active);
  const wires = flash.wires(ordered);

  const click = (gpio: Gpio) => {
    const pin = pins.find((candidate) => candidate.gpio === gpio);
    if (pin === undefined) return;
    const result = clickPin(pin);
    setRefused(result.kind === 'explain' ? gpio : null);
    if (result.kind === 'explain') return;
    if (gpio === 0) flash.forget();
    onDrive(gpio, result.drive);
  };
  const moveFocus = (event: KeyboardEvent, gpio: Gpio) => {
    const target = arrowTarget(
      event.key,
      ordered.findIndex((pin) => pin.gpio === gpio),
      ordered,
    );
    if (target === undefined) return;
    event.preventDefault();
    buttons.current.get(target.gpio)?.focus();
  };
  const look = (gpio: Gpio | null) => {
    setHovered(gpio);
    setRefused(null);
  };

  return (
    <div className="board">
      <div className="board-scene">
        <div className="board-tags" role="group" aria-label={wordsOf(board).pins}>
          {ordered.map((pin) => (
            <PinTag
              key={pin.gpio}
              ref={(button) => {
                if (button !== null) buttons.current.set(pin.gpio, button);
                return () => void buttons.current.delete(pin.gpio);
              }}
              pin={pin}
              active={pin.gpio === active}
              byFlash={flash.ties(pin)}
              describedBy={pin.gpio === active ? notesId : undefined}
              onClick={() => click(pin.gpio)}
              onHover={(hovers) => look(hovers ? pin.gpio : null)}
              onFocusChange={(hasFocus) => {
                setFocused(hasFocus ? pin.gpio : null);
                setRefused(null);
              }}
              onKeyDown={(event) => moveFocus(event, pin.gpio)}
            />
          ))}
        </div>
        <div className="board-object">
          <BoardDrawing
            pins={ordered}
            wires={wires}
            active={active}
            flashHeld={flash.held}
            resetHeld={resetHeld}
            onHover={look}
            onClick={click}
          />
          {onReset !== undefined && <ResetButton onReset={onReset} onHold={setResetHeld} />}
          <FlashButton onHold={flash.hold} />
        </div>
      </div>
      <BoardNotes
        id={notesId}
        pin={activePin}
        byFlash={activePin !== undefined && flash.ties(activePin)}
        refused={ordered.find((pin) => pin.gpio === refused)}
        wires={wires}
        onRemoveWires={(gpios) => gpios.forEach((gpio) => onDrive(gpio, null))}
      />
    </div>
  );
}

function arrowTarget(key: string, index: number, pins: readonly PinState[]): PinState | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return pins[index + 1];
    case 'ArrowUp':
    case 'ArrowLeft':
      return pins[index - 1];
    case 'Home':
      return pins[0];
    case 'End':
      return pins.at(-1);
    default:
      return undefined;
  }
}
