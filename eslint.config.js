import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

/**
 * Who may import whom, and nothing else (docs/architecture.md).
 * @type {Record<string, readonly string[]>}
 */
export const layers = {
  shared: [],
  protocol: ['shared'],
  device: ['shared', 'protocol'],
  net: ['shared', 'protocol'],
  interpreter: ['device', 'shared', 'protocol'],
  worker: ['interpreter', 'device', 'net', 'lessons', 'words', 'protocol', 'shared'],
  words: ['protocol', 'shared'],
  session: ['protocol', 'shared'],
  lessons: ['words', 'shared', 'protocol'],
  ui: ['session', 'lessons', 'words', 'protocol', 'shared'],
  sw: ['words', 'protocol', 'shared'],
  proxy: ['shared', 'net/wisp'],
  cli: [
    'proxy',
    'worker',
    'session',
    'interpreter',
    'device',
    'net',
    'lessons',
    'words',
    'protocol',
    'shared',
  ],
};

const layerNames = Object.keys(layers);

/** Packages that only one place may know. */
const owners = [
  {
    packages: ['react', 'react-dom', 'react/*', 'react-dom/*'],
    inside: 'ui',
    name: 'React',
  },
  { packages: ['@xterm/*'], inside: 'ui/terminal', name: 'xterm.js' },
  { packages: ['monaco-editor', 'monaco-editor/*'], inside: 'ui/editor', name: 'Monaco' },
  { packages: ['minisearch'], inside: 'lessons/search', name: 'MiniSearch' },
  { packages: ['node:*'], inside: 'proxy', name: 'Node' },
  { packages: ['ws', 'ipaddr.js'], inside: 'proxy', name: 'What the proxy is made with' },
  {
    packages: ['yaml', 'zod'],
    inside: ['proxy', 'lessons/authoring'],
    name: 'What reads settings and lessons',
  },
];

/**
 * @param {string} folder a folder below src, such as `ui/terminal`
 * @returns {Record<string, ['error', object]>}
 */
function importRules(folder) {
  const layer = folder.split('/')[0] ?? '';
  const allowed = layers[layer] ?? [];
  const patterns = layerNames
    .filter((other) => other !== layer && !allowed.includes(other))
    .map((other) => {
      // `net/wisp` may be allowed where the rest of `net` is not.
      const parts = allowed
        .filter((name) => name.startsWith(`${other}/`))
        .map((name) => name.slice(other.length + 1));
      const except = parts.length === 0 ? '' : `(?!(?:${parts.join('|')})/)`;
      return {
        // The folder itself as well: its index is a door like any other file.
        regex: `^(?:\\.\\./)+${other}(?:/${except}|$)`,
        message: `${layer} may not import ${other} (docs/architecture.md).`,
      };
    });
  const packages = owners
    .filter(
      (owner) =>
        ![owner.inside].flat().some((inside) => `${folder}/`.startsWith(`${inside}/`)) &&
        !(owner.name === 'Node' && layer === 'cli'),
    )
    .map((owner) => ({
      group: owner.packages,
      message: `${owner.name} is used only in src/${[owner.inside].flat().join(' and src/')}.`,
    }));
  return { 'no-restricted-imports': ['error', { patterns: [...patterns, ...packages] }] };
}

/** @type {Record<string, ['error', ...object[]]>} */
const ambient = {
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Time comes in by constructor.' },
    { object: 'Math', property: 'random', message: 'Randomness comes in by constructor.' },
    { object: 'performance', property: 'now', message: 'Time comes in by constructor.' },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: 'Time comes in by constructor.',
    },
  ],
};

const inWordsOf = 'What the page says stands in src/words, in every language (docs/translating.md).';
const SPOKEN =
  'aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt|label|hint';

/**
 * Texts that a student would read, in the middle of code. Names in capitals (GPIO4) are the same in every language.
 * @type {['error', ...object[]]}
 */
const bareText = [
  'error',
  ...[
    // What is printed on the drawn board stays in `<text>`.
    ":not(JSXElement[openingElement.name.name='text']) > JSXText[value=/[a-z]{2}/]",
    `JSXAttribute[name.name=/^(?:${SPOKEN})$/] Literal[value=/[a-z]{2}/]`,
    `JSXAttribute[name.name=/^(?:${SPOKEN})$/] TemplateElement[value.raw=/[a-z]{2}/]`,
    ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > :matches(Literal[value=/[a-z]{2}/], TemplateLiteral > TemplateElement[value.raw=/[a-z]{2}/])',
    ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > :matches(ConditionalExpression, LogicalExpression) > Literal[value=/[a-z]{2}/]',
    // A sentence, wherever it stands, but for errors of ours that no student reads.
    ':not(NewExpression) > Literal[value=/^\\S+ \\S+ \\S.*[.?!…:]$/]',
  ].map((selector) => ({ selector, message: inWordsOf })),
];

export default defineConfig(
  {
    ignores: ['dist/**', 'npm/**', 'node_modules/**', 'test-results/**', 'playwright-report/**', '**/*.d.ts'],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.core.json',
          './tsconfig.worker.json',
          './tsconfig.page.json',
          './tsconfig.node.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  ...[...layerNames, 'ui/terminal', 'ui/editor', 'lessons/authoring', 'lessons/search'].map((folder) => ({
    files: [`src/${folder}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.ts', '**/*.test.tsx', '**/*.test-helpers.ts', '**/*.node.ts'],
    rules: importRules(folder),
  })),
  {
    files: ['src/{shared,protocol,device,net,interpreter,lessons}/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.test-helpers.ts'],
    rules: ambient,
  },
  {
    files: ['src/ui/**/*.{ts,tsx}', 'src/show-page.tsx'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['src/ui/**/*.{ts,tsx}'],
    ignores: [
      '**/*.test.ts',
      '**/*.test.tsx',
      '**/*.test-helpers.ts',
      // English, for whoever helps.
      'src/ui/diagnostics/*.ts',
    ],
    rules: { 'no-restricted-syntax': bareText },
  },
  { files: ['tools/**', 'bench/**', 'src/cli/**', 'e2e/**'], rules: { 'no-console': 'off' } },
);
