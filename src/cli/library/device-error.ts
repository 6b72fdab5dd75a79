/** What went wrong with a simulated board, in a sentence. */
export class DeviceError extends Error {
  override readonly name: string = 'DeviceError';
}

/** Something that was waited for did not come in its time. */
export class DeviceTimeoutError extends DeviceError {
  override readonly name = 'DeviceTimeoutError';

  constructor(
    message: string,
    /** What the board had printed on its serial line, the last part of it. */
    readonly printed: string,
  ) {
    super(message);
  }
}
