import { readFileSync } from 'node:fs';

/** What Linux tells of a process; null elsewhere, and of one that is gone. */
export function processOf(pid: number | undefined): ProcessFigures | null {
  try {
    const about = (file: string): string => readFileSync(`/proc/${pid ?? 0}/${file}`, 'utf8');
    // Behind the name, which may hold anything: utime and stime, in hundredths of a second (proc_pid_stat(5)).
    const fields = about('stat').split(') ')[1]?.split(' ') ?? [];
    const kilobytes = (key: string): number =>
      Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(about('smaps_rollup'))?.[1]);
    return {
      milliseconds: (Number(fields[11]) + Number(fields[12])) * 10,
      residentMegabytes: kilobytes('Rss') / 1_024,
      ownMegabytes: kilobytes('Pss') / 1_024,
    };
  } catch {
    return null;
  }
}

export interface ProcessFigures {
  readonly milliseconds: number;
  readonly residentMegabytes: number;
  /** Pages that several processes share are counted by their parts. */
  readonly ownMegabytes: number;
}
