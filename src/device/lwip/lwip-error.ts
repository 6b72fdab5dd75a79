import { Errno } from '../errno';

/** lwIP's own errors (err.h of 1.4.0 RC2), and MicroPython's for a socket that is closed. */
export const LwipError = {
  memory: -1,
  buffer: -2,
  timeout: -3,
  route: -4,
  inProgress: -5,
  value: -6,
  wouldBlock: -7,
  aborted: -8,
  reset: -9,
  closed: -10,
  notConnected: -11,
  argument: -12,
  inUse: -13,
  interface: -14,
  isConnected: -15,
  badDescriptor: -16,
} as const;

export type LwipError = (typeof LwipError)[keyof typeof LwipError];

/** MicroPython's table for this lwIP (reference/esp8266 §2.3), by the error without its sign. */
const ERRNO: readonly number[] = [
  0,
  Errno.ENOMEM,
  Errno.ENOBUFS,
  Errno.EAGAIN,
  Errno.EHOSTUNREACH,
  Errno.EINPROGRESS,
  Errno.EINVAL,
  Errno.EAGAIN,
  Errno.ECONNABORTED,
  Errno.ECONNRESET,
  Errno.ENOTCONN,
  Errno.ENOTCONN,
  Errno.EIO,
  Errno.EADDRINUSE,
  -1,
  Errno.EALREADY,
  Errno.EBADF,
];

/** The number that a program sees in OSError. */
export const errnoOf = (error: LwipError): number => ERRNO[-error] ?? Errno.EIO;
