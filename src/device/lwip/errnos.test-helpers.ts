/** Error numbers as the stack's calls give them. */
export const EBADF = -9;
export const EAGAIN = -11;
export const ENOMEM = -12;
export const EINVAL = -22;
export const EOPNOTSUPP = -95;
export const EADDRINUSE = -98;
export const ECONNABORTED = -103;
export const ECONNRESET = -104;
export const EISCONN = -106;
export const ENOTCONN = -107;
export const EHOSTUNREACH = -113;
export const EALREADY = -114;
export const EINPROGRESS = -115;
