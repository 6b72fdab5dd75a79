/**
 * Files for the built site that tell hosts what tools/hosting.mjs says: those that a host looks for beside the page, and
 * those to copy from `hosting/`. docs/hosting.md says what to do with them.
 */
import {
  ASSETS,
  elsewhere,
  everywhere,
  FRAME,
  inAssets,
  inFrame,
  inReader,
  READER,
  type Headers,
} from './hosting.mjs';

/** What visitors get where nothing is; for pages of a board it says where the board is. Most hosts know it by its name. */
const NOT_FOUND = '404.html';

/** What is worth compressing, of what the page asks for. */
const COMPRESSED = [
  'text/html',
  'text/css',
  'text/javascript',
  'application/json',
  'application/wasm',
  'font/ttf',
] as const;

/** By name in the site's folder. */
export function hostingFiles(): Readonly<Record<string, string>> {
  return {
    _headers: netlifyHeaders(),
    '.htaccess': apache(),
    'vercel.json': vercel(),
    // GitHub Pages else leaves out what begins with an underscore.
    '.nojekyll': '',
    'hosting/nginx.conf': nginx(),
    'hosting/Caddyfile': caddy(),
    'hosting/netlify.toml': netlify(),
    'hosting/github-pages.yml': githubPages,
  };
}

/** For hosts that have files asked for anew by themselves, and would send a header twice that two rules name. */
const additive: readonly (readonly [path: string, headers: Headers])[] = [
  ['/*', everywhere],
  ['/assets/*', inAssets],
  ['/frame/*', inFrame],
  ['/reader/*', inReader],
];

/** Netlify and Cloudflare Pages. */
function netlifyHeaders(): string {
  const rule = ([path, headers]: readonly [string, Headers]) =>
    [path, ...lines(headers, (name, value) => `  ${name}: ${value}`)].join('\n');
  return `${additive.map(rule).join('\n\n')}\n`;
}

/** For a repository that Netlify builds. */
function netlify(): string {
  const rule = ([path, headers]: readonly [string, Headers]) =>
    [
      '[[headers]]',
      `  for = "${path}"`,
      '  [headers.values]',
      ...lines(headers, (name, value) => `    ${name} = "${value}"`),
    ].join('\n');
  const build = '[build]\n  command = "npm run build"\n  publish = "dist"';
  return `${[build, ...additive.map(rule)].join('\n\n')}\n`;
}

function vercel(): string {
  const headers = additive.map(([path, of]) => ({
    source: path.replace('*', '(.*)'),
    headers: Object.entries(of).map(([key, value]) => ({ key, value })),
  }));
  return `${JSON.stringify({ headers }, null, 2)}\n`;
}

function apache(): string {
  const set = (headers: Headers, indent: string) =>
    lines(
      headers,
      (name, value) => `${indent}Header${onErrorsToo(name) ? ' always' : ''} set ${name} "${value}"`,
    );
  return `${[
    'AddType application/wasm .wasm',
    'AddType text/javascript .js',
    'AddType font/woff2 .woff2',
    'AddType font/ttf .ttf',
    '<IfModule mod_headers.c>',
    ...set({ ...everywhere, ...elsewhere }, '  '),
    `  <If "%{REQUEST_URI} =~ m#${ASSETS}#">`,
    ...set(inAssets, '    '),
    '  </If>',
    `  <If "%{REQUEST_URI} =~ m#${FRAME}#">`,
    ...set(inFrame, '    '),
    '  </If>',
    `  <If "%{REQUEST_URI} =~ m#${READER}#">`,
    ...set(inReader, '    '),
    '  </If>',
    '</IfModule>',
    '<IfModule mod_brotli.c>',
    `  AddOutputFilterByType BROTLI_COMPRESS ${COMPRESSED.join(' ')}`,
    '</IfModule>',
    '<IfModule mod_deflate.c>',
    `  AddOutputFilterByType DEFLATE ${COMPRESSED.join(' ')}`,
    '</IfModule>',
    '# What was sent compressed is asked for by a tag that Apache does not know as its own.',
    '<IfModule mod_headers.c>',
    String.raw`  RequestHeader edit If-None-Match "-(?:br|gzip)\"$" "\""`,
    '</IfModule>',
    '# Where a board would be, in whatever folder this is.',
    '<IfModule mod_setenvif.c>',
    '  SetEnvIf Request_URI "^/(.*?)device/" PINWIRE_FOLDER=$1',
    '  <If "%{REQUEST_URI} =~ m#/device/#">',
    `    ErrorDocument 404 "/%{reqenv:PINWIRE_FOLDER}${NOT_FOUND}"`,
    '  </If>',
    '</IfModule>',
  ].join('\n')}\n`;
}

/** A `location` inherits `add_header` only where it has none of its own: each gets all that it sends. */
function nginx(): string {
  const add = (headers: Headers, indent: string) =>
    lines(
      headers,
      (name, value) => `${indent}add_header ${name} "${value}"${onErrorsToo(name) ? ' always' : ''};`,
    );
  const nested = (pattern: string, headers: Headers) => [
    `  location ~ ${pattern} {`,
    ...add({ ...everywhere, ...headers }, '    '),
    '  }',
  ];
  return `${[
    '# Inside `server`. In a folder of the site, as /pinwire/: `location /pinwire/`, with root the folder above it, and',
    `# \`error_page 404 /pinwire/${NOT_FOUND}\`.`,
    'location / {',
    '  root /srv/pinwire;',
    `  error_page 404 /${NOT_FOUND};`,
    ...add({ ...everywhere, ...elsewhere }, '  '),
    ...nested(ASSETS, inAssets),
    ...nested(FRAME, inFrame),
    ...nested(READER, inReader),
    '  gzip on;',
    '  gzip_min_length 1024;',
    // text/html is always among them; older lists of types have another name for scripts.
    `  gzip_types ${COMPRESSED.filter((type) => type !== 'text/html').join(' ')} application/javascript;`,
    "  # With nginx's Brotli module, for the copies NAME.br that the build makes:",
    '  # brotli_static on;',
    '}',
  ].join('\n')}\n`;
}

function caddy(): string {
  const block = (matcher: string, headers: Headers) => [
    `\theader ${matcher}{`,
    ...lines(headers, (name, value) => `\t\t${name} "${value}"`),
    '\t}',
  ];
  return `${[
    'pinwire.example {',
    '\troot * /srv/pinwire',
    '\t@assets {',
    `\t\tpath_regexp ${ASSETS}`,
    // As onErrorsToo.
    '\t\tfile',
    '\t}',
    `\t@frame path_regexp ${FRAME}`,
    `\t@reader path_regexp ${READER}`,
    ...block('', everywhere),
    // Caddy takes the rules for some files before those for all: this one is for those that have none yet.
    ...lines(elsewhere, (name, value) => `\theader ?${name} "${value}"`),
    ...block('@assets ', inAssets),
    ...block('@frame ', inFrame),
    ...block('@reader ', inReader),
    '\tencode zstd gzip',
    '\tfile_server {',
    '\t\tprecompressed br',
    '\t}',
    '\thandle_errors {',
    '\t\t@missing expression {http.error.status_code} == 404',
    `\t\trewrite @missing /${NOT_FOUND}`,
    '\t\tfile_server',
    '\t}',
    '}',
  ].join('\n')}\n`;
}

/** For a copy of Pinwire's repository. This host sends no headers: the page does without. */
const githubPages = `# Copy to .github/workflows/pages.yml, and choose "GitHub Actions" under Settings, Pages.
name: Pinwire on GitHub Pages
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: \${{ steps.deploy.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
      - run: npm ci
      - run: npm run build
      - uses: actions/upload-pages-artifact@v3
        with:
          path: dist
      - id: deploy
        uses: actions/deploy-pages@v4
`;

/** What is not there, as in the middle of an upload, must not be kept for a year. */
const onErrorsToo = (name: string) => name !== 'Cache-Control';

function lines(headers: Headers, line: (name: string, value: string) => string): string[] {
  return Object.entries(headers).map(([name, value]) => line(name, value));
}
