/** Milliseconds after which no browser reads the address of a download any more. */
const READ = 60_000;

/** Gives the student a file, as the browser keeps downloads. */
export function offerFile(bytes: Uint8Array<ArrayBuffer>, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ);
}
