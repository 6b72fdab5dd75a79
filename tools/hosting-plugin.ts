import type { Plugin } from 'vite';
import { hostingFiles } from './hosting-files';

/** Puts into the built site what tells hosts which headers to send. */
export function hostingPlugin(): Plugin {
  return {
    name: 'pinwire:hosting',
    apply: 'build',
    generateBundle() {
      for (const [fileName, source] of Object.entries(hostingFiles()))
        this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
