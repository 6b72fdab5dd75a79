import { serve } from './serve.mjs';

const defaultPort = 8080;
/** How many ports after the default are tried before we give up. */
const attempts = 50;

/** @typedef {{ port: number, chosen: boolean }} WantedPort `chosen`: the user named it, so no other will do */

/**
 * The port that the command line (`--port 9000`, `--port=9000`) or else the environment (PORT) asks for.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {WantedPort | { problem: string }}
 */
export function wantedPort(args, env) {
  const [flag, ...rest] = args.flatMap((arg) =>
    arg.startsWith('--port=') ? ['--port', arg.slice(7)] : [arg],
  );
  if (flag !== undefined && flag !== '--port') {
    return { problem: `Unknown option ${flag}. The only one is --port N, as in: npm start -- --port 9000` };
  }
  if (rest.length > 1) return { problem: `Unknown option ${rest[1] ?? ''} after --port.` };
  const text = flag === undefined ? env['PORT'] : (rest[0] ?? '');
  if (text === undefined) return { port: defaultPort, chosen: false };
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    const where = flag === undefined ? 'PORT' : '--port';
    return { problem: `${where} must be a port number from 1 to 65535, not "${text}".` };
  }
  return { port, chosen: true };
}

/**
 * Serves `root` on the wanted port; from the default port on the next free one.
 * @param {string} root
 * @param {WantedPort} wanted
 * @param {import('./serve.mjs').Beside} [beside]
 * @returns {Promise<Awaited<ReturnType<typeof serve>> | { problem: string }>}
 */
export async function serveOnFreePort(root, { port, chosen }, beside) {
  const last = chosen ? port : port + attempts;
  for (let candidate = port; candidate <= last; candidate++) {
    try {
      return await serve({ root, port: candidate, beside });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EACCES' && chosen)
        return { problem: `Port ${port} needs more rights. Choose one above 1023.` };
      // Others keep whole ranges for themselves (Windows answers EACCES there): the next one may be free.
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    }
  }
  return {
    problem: chosen
      ? `Port ${port} is in use. End the program that uses it, or choose another: npm start -- --port ${port < 65_535 ? port + 1 : 8080}`
      : `No port from ${port} to ${last} is free. Choose one: npm start -- --port 9000`,
  };
}
