// `npm run package`, and what npm does before it packs: fills npm/ (tools/package-build.ts).
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quietVite } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
Object.assign(process.env, quietVite, { NODE_ENV: 'production' });
const { runnerImport } = await import('vite');
await runnerImport(join(root, 'tools/package-build.ts'), { logLevel: 'error' });
