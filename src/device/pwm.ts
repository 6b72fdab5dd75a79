/** `PWM.duty()` of a pad that is always high. */
export const FULL_DUTY = 1023;

const FIRST_FREQUENCY = 500;
const LOWEST = 1;
const HIGHEST = 1000;

/** The port's PWM, in software on one timer: one frequency for all pads (reference/esp8266 §3.2, ports/esp8266/esppwm.c). */
export class Pwm {
  #frequency = FIRST_FREQUENCY;

  /** @param micros time, in microseconds */
  constructor(private readonly micros: () => number) {}

  get frequency(): number {
    return this.#frequency;
  }

  /** @param hertz kept in 16 bits, then clipped */
  setFrequency(hertz: number): void {
    this.#frequency = Math.min(HIGHEST, Math.max(LOWEST, hertz & 0xffff));
  }

  /** @param duty kept in 16 bits with a sign, then clipped */
  static clip(duty: number): number {
    return Math.min(FULL_DUTY, Math.max(0, (duty << 16) >> 16));
  }

  /** Whether a pad of this duty is high now: each period begins with its high part. */
  isHigh(duty: number): boolean {
    if (duty === 0 || duty === FULL_DUTY) return duty !== 0;
    const share = ((this.micros() * this.#frequency) / 1_000_000) % 1;
    return share * (FULL_DUTY + 1) < duty;
  }

  onHardReset(): void {
    this.#frequency = FIRST_FREQUENCY;
  }
}
