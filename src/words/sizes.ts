/** Bytes of files, for people. @param number how the language writes numbers */
export function kib(bytes: number, number: (value: number) => string): string {
  const whole = bytes / 1024;
  return whole < 1024
    ? `${number(Math.round(whole))} KiB`
    : `${number(Math.round((whole / 1024) * 10) / 10)} MiB`;
}
