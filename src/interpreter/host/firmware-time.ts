/**
 * How firmware counts time: in floats that are smaller than any of the chip's, which the rewrite does not round to
 * single precision (tools/interpreter/floats.ts). With 22 bits a deadline would be off by whole milliseconds.
 */
const UNIT = 2 ** -800;
const LARGEST = 2 ** -600;

/** What firmware multiplies milliseconds with, to add them to its clock. */
export const MILLISECOND = UNIT;

/** @param milliseconds up to some years */
export const toFirmwareTime = (milliseconds: number): number => milliseconds * UNIT;

/** Milliseconds, of which firmware's own floats may be a difference of times. */
export const toMilliseconds = (time: number): number => (Math.abs(time) < LARGEST ? time / UNIT : time);
