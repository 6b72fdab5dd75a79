/** The bytes that the console gives a meaning (reference/esp8266 §1.4). */
export const Key = {
  ctrlA: 0x01,
  ctrlB: 0x02,
  ctrlC: 0x03,
  ctrlD: 0x04,
  ctrlE: 0x05,
  backspace: 0x08,
  tab: 0x09,
  lineFeed: 0x0a,
  enter: 0x0d,
  escape: 0x1b,
  delete: 0x7f,
} as const;
