import type { Service } from '../lan-stream';
import type { PackageIndex } from './packages';
import { webServer, type WebServerOptions } from './web-server';

/** The page that the tutorial fetches. ASCII only: the program prints it as it comes, 100 bytes at a time. */
const TEST_PAGE = `<!DOCTYPE html>
<html lang="en">
  <head>
    <title>It works</title>
  </head>
  <body>
    <h1>Hello from the other end!</h1>
    <p>If you can read this, your board has looked up a name, opened a
      TCP connection, sent a request and received this page.</p>
    <p>That is all a web browser does. It only draws the result
      more nicely.</p>
  </body>
</html>
`;

const INDEX = '/pi/v2';

/** Answers for `http://micropython.org/ks/test.html`, and as the index of packages, where there is one. */
export function micropythonOrg({
  packages,
  ...options
}: Omit<WebServerOptions, 'page'> & { readonly packages?: PackageIndex | undefined }): Service {
  return webServer({
    ...options,
    page: (path) => {
      if (path === '/ks/test.html') return { type: HTML, body: new TextEncoder().encode(TEST_PAGE) };
      const body = path.startsWith(`${INDEX}/`) ? packages?.(path.slice(INDEX.length)) : null;
      return body ? { type: path.endsWith('.json') ? 'application/json' : PLAIN, body } : null;
    },
  });
}

const HTML = 'text/html; charset=utf-8';
const PLAIN = 'application/octet-stream';
