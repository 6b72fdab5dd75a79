// `npm start`: from a fresh clone to the running page. Plain JavaScript, because nothing is installed yet.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, hasInterpreter, isBuilt } from './build.mjs';
import { installMissing } from './install.mjs';
import { nodeProblem } from './node-version.mjs';
import { serveOnFreePort, wantedPort } from './port.mjs';
import { besideSite, tutorialGateway } from './site-proxy.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (/** @type {string} */ line) => console.log(line);

/** @returns {Promise<string | null>} the sentence to fail with, or null when the site is being served */
async function start() {
  const oldNode = nodeProblem(process.versions.node);
  if (oldNode !== null) return oldNode;
  const port = wantedPort(process.argv.slice(2), process.env);
  if ('problem' in port) return port.problem;
  if (!(await installMissing(root, say))) return 'Pinwire was not started.';

  if (!isBuilt(root)) {
    say(
      hasInterpreter(root)
        ? 'Building the page …'
        : "Building the page. The interpreter's rewrite takes about 15 seconds, once …",
    );
    if ((await build(root)).code !== 0)
      return 'The build failed: the reason is above. Pinwire was not started.';
  }

  /** @type {(gateway: import('./site-proxy.mjs').MaybeGateway) => void} */
  let haveGateway = () => undefined;
  /** @type {Promise<import('./site-proxy.mjs').MaybeGateway>} */
  const gateway = new Promise((have) => (haveGateway = have));
  const site = join(root, 'dist');
  const server = await serveOnFreePort(site, port, besideSite(gateway, site));
  if ('problem' in server) return server.problem;
  say(`\nPinwire runs at  ${server.url}\nCtrl-C ends it.`);
  const stop = () => {
    void gateway
      .then((proxy) => proxy?.close())
      .then(() => server.close())
      .then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // After the page is there to be had: making it takes a second the first time.
  haveGateway(await tutorialGateway(root, say));
  return null;
}

const problem = await start();
if (problem !== null) {
  console.error(problem);
  process.exitCode = 1;
}
