/** What MicroPython's `repr` of a socket calls its state (reference/esp8266 §2.4); below 0 it is an LwipError. */
export const SocketState = {
  new: 0,
  listening: 1,
  connecting: 2,
  connected: 3,
  udp: 4,
  peerClosed: 5,
  /** The far end reset it, and `recv` has told so: what follows is the end of input. */
  resetTold: 6,
} as const;
