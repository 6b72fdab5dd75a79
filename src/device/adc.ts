/** What the converter gives for a supply voltage that the chip's init data do not let it measure. */
const NOT_MEASURED = 65_535;

/** The board's divider pulls an input that nothing is connected to down to GND; a little noise is left. */
const NOISE = 4;

/** The chip's converter of 10 bits (reference/esp8266 §3.3, §8.1). */
export class Adc {
  /** What it gives for its input, 0 to 1023; null: nothing is connected, as on the board when it is new. */
  input: number | null = null;

  /** @param random uniform in [0, 1) */
  constructor(private readonly random: () => number) {}

  /** @param channel 0 for A0, 1 for the supply voltage */
  read(channel: number): number {
    if (channel !== 0) return NOT_MEASURED;
    return this.input ?? Math.floor(this.random() * NOISE);
  }
}
