import type { Level, PinDrive, PinState } from '../../protocol/device-state';

/** What a click on a pin does: moves the student's wire, or only explains why it does not. */
export type PinClick = { kind: 'drive'; drive: PinDrive } | { kind: 'explain' };

/**
 * The level that the pad has without the student's wire. A pin that nothing holds reads low on this simulated board
 * (reference: esp8266 §8.2, which also gives the pulls of the board).
 */
export function levelWithoutWire(pin: PinState): Level {
  if (pin.drive === null) return pin.level;
  // A resistor on the board to GND is stronger than the pull-up in the chip.
  if (pin.gpio === 15) return 0;
  const heldHighByBoard = pin.gpio === 0 || pin.gpio === 2 || pin.gpio === 16;
  return heldHighByBoard || pin.pullUp ? 1 : 0;
}

/**
 * The first click drives the opposite of what the pad reads by itself, so that a click is always seen by the program;
 * the second drives the other level, the third lets go. Nothing is counted: where the student is in this round follows
 * from the wire and from what the pad would read without it.
 *
 * A program's output is not driven: a wire against it shorts the output stage. A wire left over from the time when the
 * pin was an input can still be taken away. GPIO2 in mode `uart` has not been claimed by the program and may be driven.
 */
export function clickPin(pin: PinState): PinClick {
  if (pin.mode === 'out' || pin.mode === 'pwm') {
    return pin.drive === null ? { kind: 'explain' } : { kind: 'drive', drive: null };
  }
  const own = levelWithoutWire(pin);
  const opposite: Level = own === 1 ? 0 : 1;
  if (pin.drive === null) return { kind: 'drive', drive: opposite };
  return { kind: 'drive', drive: pin.drive === opposite ? own : null };
}
