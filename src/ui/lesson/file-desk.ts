import type { FileDesk } from './step-files';
import type { StepBench } from './step-actions';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The board's files and the editor's, as one thing: a lesson's file is put into both, and taken back from both. */
export function fileDesk({ session, editor }: StepBench): FileDesk {
  const openFile = (path: string) => editor.state.value.files.find((file) => file.path === `/${path}`);
  return {
    look(path) {
      const open = openFile(path);
      const bytes = session.readFile(`/${path}`);
      return {
        flash: bytes === null ? null : text(bytes),
        draft: open?.unsaved === true ? open.text : null,
        open: open !== undefined,
      };
    },
    async put(path, contents) {
      // First the board, which may refuse it: then the editor has still what it had.
      await session.writeFile(`/${path}`, new TextEncoder().encode(contents));
      editor.put(`/${path}`, contents);
    },
    async restore(path, { flash, draft, open }) {
      if (flash === null) {
        if (session.readFile(`/${path}`) !== null) await session.removeFile(`/${path}`);
      } else await session.writeFile(`/${path}`, new TextEncoder().encode(flash));
      editor.edit(`/${path}`, draft ?? flash ?? '');
      if (!open) editor.close(`/${path}`);
    },
    subscribe(onChange) {
      const stops = [session.subscribe(onChange), editor.state.subscribe(onChange)];
      return () => stops.forEach((stop) => stop());
    },
  };
}
