import { useState } from 'react';
import type { Gpio, PinDrive, PinState } from '../../protocol/device-state';

interface FlashButtonState {
  readonly held: boolean;
  readonly hold: (held: boolean) => void;
  /** The student moved the wire of GPIO0, so that what it was before the button no longer counts. */
  readonly forget: () => void;
  /** Whether it is the button that ties this pin to GND. */
  readonly ties: (pin: PinState) => boolean;
  /** The pins that carry a wire of the student. The button pulls GPIO0 low, but it is no wire. */
  readonly wires: (pins: readonly PinState[]) => readonly PinState[];
}

/**
 * The FLASH button ties GPIO0 to GND while it is held, then leaves it as it was before: free, or on the student's wire.
 * What was before is kept after the release too, because the board still reports the button's pull for a moment, and it
 * must not flicker as a wire.
 */
export function useFlashButton(
  pins: readonly PinState[],
  onDrive: (gpio: Gpio, drive: PinDrive) => void,
): FlashButtonState {
  const [press, setPress] = useState<{ held: boolean; before: PinDrive } | null>(null);
  const wireOf = (drive: PinDrive) => (press !== null && drive === 0 ? press.before : drive);

  return {
    held: press?.held ?? false,
    hold: (held) => {
      if (held) {
        const before = wireOf(pins.find((pin) => pin.gpio === 0)?.drive ?? null);
        setPress({ held: true, before });
        onDrive(0, 0);
      } else {
        const before = press?.before ?? null;
        setPress({ held: false, before });
        onDrive(0, before);
      }
    },
    ties: (pin) => pin.gpio === 0 && wireOf(pin.drive) !== pin.drive,
    forget: () => setPress(null),
    wires: (all) =>
      all
        .map((pin) => (pin.gpio === 0 ? { ...pin, drive: wireOf(pin.drive) } : pin))
        .filter((pin) => pin.drive !== null),
  };
}
