// Each gate must bite: code that breaks a rule is put before the real configuration, in a copy of the project.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import * as prettier from 'prettier';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layers } from '../eslint.config.js';
import { findCycle, importGraph, layerBreaches } from './import-graph';

const configuration = [
  'eslint.config.js',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.core.json',
  'tsconfig.json',
  'tsconfig.node.json',
  'tsconfig.page.json',
  'tsconfig.worker.json',
];

/** What the rules object to in each file, as `rule: message`; an empty list is a file in order. */
const files: Record<string, { text: string; expected: string[] }> = {
  'src/device/good.ts': {
    text: `import { two } from '../shared/two';\n\nexport const four = two + two;\n`,
    expected: [],
  },
  'src/shared/two.ts': { text: 'export const two = 2;\n', expected: [] },
  'src/ui/view.ts': { text: 'export const view = 1;\n', expected: [] },
  'src/ui/index.ts': { text: 'export const door = 1;\n', expected: [] },
  'src/proxy/index.ts': { text: 'export const proxy = 1;\n', expected: [] },
  'src/device/to-ui.ts': {
    text: `export { view } from '../ui/view';\nexport { door } from '../ui';\n`,
    expected: [
      "no-restricted-imports: '../ui/view' import is restricted from being used by a pattern. device may not import ui",
      "no-restricted-imports: '../ui' import is restricted from being used by a pattern. device may not import ui",
    ],
  },
  'src/net/deep/to-device.ts': {
    text: `import type { four } from '../../device/good';\n\nexport type Four = typeof four;\n`,
    expected: ['no-restricted-imports: net may not import device'],
  },
  'src/net/wisp/frame.ts': { text: 'export const frame = 1;\n', expected: [] },
  'src/proxy/to-net.ts': {
    text: `export { frame } from '../net/wisp/frame';\nexport { now } from '../net/time';\n`,
    expected: ["no-restricted-imports: '../net/time' import is restricted"],
  },
  'src/sw/to-ui.ts': {
    text: `export { view } from '../ui/view';\n`,
    expected: ["no-restricted-imports: '../ui/view' import is restricted"],
  },
  'src/session/with-react.ts': {
    text: `export { useState } from 'react';\n`,
    expected: ['no-restricted-imports: React is used only in src/ui.'],
  },
  'src/ui/with-react.ts': { text: `export { useState } from 'react';\n`, expected: [] },
  'src/ui/board/with-xterm.ts': {
    text: `export { Terminal } from '@xterm/xterm';\n`,
    expected: ['no-restricted-imports: xterm.js is used only in src/ui/terminal.'],
  },
  'src/ui/terminal/with-xterm.ts': { text: `export { Terminal } from '@xterm/xterm';\n`, expected: [] },
  'src/worker/with-node.ts': {
    text: `export { join } from 'node:path';\n`,
    expected: ['no-restricted-imports: Node is used only in src/proxy.'],
  },
  'src/net/time.ts': {
    text: 'export const now = (): number => Date.now();\nexport const day: object = new Date();\n',
    expected: ['no-restricted-properties', 'no-restricted-syntax'],
  },
  'src/net/chance.ts': {
    text: 'export const chance = (): number => Math.random();\n',
    expected: ['no-restricted-properties: Randomness comes in by constructor.'],
  },
  'src/shared/any.ts': {
    text: 'export const anything: any = 1;\n',
    expected: ['@typescript-eslint/no-explicit-any'],
  },
  'src/shared/floating.ts': {
    text: 'export function start(work: () => Promise<void>): void {\n  work();\n}\n',
    expected: ['@typescript-eslint/no-floating-promises'],
  },
  'src/shared/switch.ts': {
    text: `export function name(kind: 'a' | 'b'): void {\n  switch (kind) {\n    case 'a':\n  }\n}\n`,
    expected: ['@typescript-eslint/switch-exhaustiveness-check'],
  },
  'src/session/log.ts': {
    text: `console.log('x');\n`,
    expected: ['no-console'],
  },
  'src/shared/silenced.ts': {
    text: '// eslint-disable-next-line eqeqeq\nexport const one = 1;\n',
    expected: ['null: Unused eslint-disable directive'],
  },
  'src/ui/hook.ts': {
    text: `import { useState } from 'react';\n\nexport function useMaybe(on: boolean): void {\n  if (on) useState(0);\n}\n`,
    expected: ['react-hooks/rules-of-hooks'],
  },
  'src/ui/words.ts': { text: 'export const words = { run: String(1) };\n', expected: [] },
  'src/ui/bare-text.tsx': {
    text: `import { words } from './words';\n\nexport const Bare = ({ on }: { on: boolean }) => (\n  <p title="Runs it">\n    Run {on ? 'now' : words.run} <b>{words.run} GPIO4</b>\n  </p>\n);\n\nexport const why = (): string => 'The board does not answer.';\n`,
    expected: [
      'no-restricted-syntax: What the page says stands in src/words',
      'no-restricted-syntax: What the page says stands in src/words',
      'no-restricted-syntax: What the page says stands in src/words',
      'no-restricted-syntax: What the page says stands in src/words',
    ],
  },
};

const typeErrors: Record<string, { text: string; project: string; expected: string }> = {
  'src/shared/dom.ts': {
    text: 'export const title = document.title;\n',
    project: 'tsconfig.core.json',
    expected: "Cannot find name 'document'",
  },
  'src/device/timer.ts': {
    text: 'setTimeout(() => undefined, 1);\n',
    project: 'tsconfig.core.json',
    expected: "Cannot find name 'setTimeout'",
  },
  'src/net/buffer.ts': {
    text: 'export const bytes = Buffer.alloc(1);\n',
    project: 'tsconfig.core.json',
    expected: "Cannot find name 'Buffer'",
  },
  'src/worker/dom.ts': {
    text: 'export const title = document.title;\n',
    project: 'tsconfig.worker.json',
    expected: "Cannot find name 'document'",
  },
  'src/sw/dom.ts': {
    text: 'export const title = document.title;\n',
    project: 'tsconfig.worker.json',
    expected: "Cannot find name 'document'",
  },
  'src/session/node.ts': {
    text: 'export const where = process.cwd();\n',
    project: 'tsconfig.page.json',
    expected: "Cannot find name 'process'",
  },
  'src/shared/unchecked.ts': {
    text: 'export const first = (list: number[]): number => list[0];\n',
    project: 'tsconfig.core.json',
    expected: "Type 'undefined' is not assignable to type 'number'",
  },
};

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pinwire-gates-'));
  for (const file of configuration) cpSync(file, join(root, file));
  cpSync('src/core-host.d.ts', join(root, 'src/core-host.d.ts'), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'), 'junction');
  for (const [path, { text }] of Object.entries(files)) write(path, text);
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('lint', () => {
  let found: Map<string, string[]>;

  beforeAll(async () => {
    const results = await new ESLint({ cwd: root }).lintFiles(['src']);
    found = new Map(
      results.map(({ filePath, messages }) => [
        filePath.slice(root.length + 1).replaceAll('\\', '/'),
        messages.map(({ ruleId, message }) => `${String(ruleId)}: ${message}`),
      ]),
    );
  }, 120_000);

  test.each(Object.entries(files).map(([path, { expected }]) => ({ path, expected })))(
    '$path: $expected.length objections',
    ({ path, expected }) => {
      const messages = found.get(path) ?? ['not linted'];
      expect(messages).toHaveLength(expected.length);
      for (const [index, objection] of expected.entries()) {
        const [rule = '', text = ''] = objection.split(/: (.*)/s);
        expect(messages[index]).toContain(rule);
        expect(messages[index]).toContain(text);
      }
    },
  );
});

describe('types', () => {
  test.each(Object.entries(typeErrors))(
    '%s is refused',
    (path, { text, project, expected }) => {
      write(path, text);
      const { config } = ts.readConfigFile(join(root, project), (file) => ts.sys.readFile(file)) as {
        config: object;
      };
      const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
      const program = ts.createProgram([join(root, path), join(root, 'src/core-host.d.ts')], options);
      const errors = ts
        .getPreEmitDiagnostics(program)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain(expected);
    },
    60_000,
  );
});

describe('format', () => {
  const wellFormed = async (text: string) =>
    prettier.check(text, {
      ...(await prettier.resolveConfig(join(process.cwd(), 'src/a.ts'))),
      parser: 'typescript',
    });

  test('text that is not laid out as the rest is refused', async () => {
    expect(await wellFormed("const a = 'a';\n")).toBe(true);
    expect(await wellFormed('const a = "a";\n')).toBe(false);
    expect(await wellFormed("const a='a'\n")).toBe(false);
  });
});

describe('the import graph', () => {
  const graphOf = (sources: Record<string, string>) => {
    for (const [path, text] of Object.entries(sources)) write(`graph/${path}`, text);
    const graph = importGraph(join(root, 'graph'));
    rmSync(join(root, 'graph'), { recursive: true });
    return graph;
  };

  test('a cycle is found, through whatever kind of import', () => {
    const graph = graphOf({
      'a.ts': `import './b';`,
      'b.ts': `export const later = () => import('./c');`,
      'c.tsx': `import type { later } from './b';`,
    });
    expect(findCycle(graph)).toBe('b.ts → c.tsx → b.ts');
    expect(findCycle(graphOf({ 'a.ts': `import './b';`, 'b.ts': '' }))).toBeNull();
  });

  test('a layer that is reached by import() or as a worker is found too', () => {
    const graph = graphOf({
      'device/a.ts': `export const ui = () => import('../ui/view?worker');\nimport '../shared/s';`,
      'session/b.ts': `export const worker = new Worker(new URL('../worker/w.ts', import.meta.url));`,
      'session/b.test.ts': `import '../worker/w';`,
      'proxy/p.ts': `import '../net/wisp/x';\nimport '../net/y';`,
      'main.ts': `import './ui/view';`,
      ...Object.fromEntries(
        ['ui/view.ts', 'shared/s.ts', 'worker/w.ts', 'net/wisp/x.ts', 'net/y.ts'].map((path) => [path, '']),
      ),
    });
    expect(layerBreaches(graph, layers).sort()).toEqual([
      'device/a.ts → ui/view.ts',
      'proxy/p.ts → net/y.ts',
      'session/b.ts → worker/w.ts',
    ]);
  });

  test('our own sources have no cycle and keep to their layers', () => {
    const graph = importGraph(join(process.cwd(), 'src'));
    expect(graph.size).toBeGreaterThan(5);
    expect(findCycle(graph)).toBeNull();
    expect(layerBreaches(graph, layers)).toEqual([]);
  });
});
