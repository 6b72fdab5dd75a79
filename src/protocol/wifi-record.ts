import type { FileChange } from './messages';

/**
 * What the chip's SDK keeps of its station lies in the flash beside the file system. Here it is kept as a file is, under
 * a name that is no path: those begin with `/`.
 */
export const WIFI_RECORD = 'Wi-Fi settings';

export const isOfFileSystem = ({ path }: FileChange): boolean => path !== WIFI_RECORD;

/** The record's newest contents in `changes`, or undefined. */
export function wifiRecordIn(changes: readonly FileChange[]): Uint8Array | undefined {
  const record = changes.findLast((change) => !isOfFileSystem(change));
  return record?.kind === 'file' ? record.bytes : undefined;
}
