import { readdirSync, readFileSync } from 'node:fs';

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
      wakes: wakesOf(pid ?? 0),
    };
  } catch {
    return null;
  }
}

/** How often its threads were woken from a sleep: each such sleep is a switch that they made by themselves. */
const wakesOf = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`)
    .map((thread) => readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8'))
    .reduce((sum, status) => sum + Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1]), 0);

export interface ProcessFigures {
  readonly milliseconds: number;
  readonly residentMegabytes: number;
  /** Pages that several processes share are counted by their parts. */
  readonly ownMegabytes: number;
  readonly wakes: number;
}
