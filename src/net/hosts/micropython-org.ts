import type { Service } from '../lan-stream';
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

/** Answers for `http://micropython.org/ks/test.html`. */
export function micropythonOrg(options: Omit<WebServerOptions, 'pages'>): Service {
  return webServer({ ...options, pages: new Map([['/ks/test.html', TEST_PAGE]]) });
}
