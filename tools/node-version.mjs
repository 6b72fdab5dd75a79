// The first thing that runs on a fresh clone: nothing but Node itself may be imported here.

/** The Node releases that our build tools support. Kept in step with `engines` in package.json by a test. */
export const supportedNode = '^20.19.0 || >=22.13.0';

/**
 * A sentence for people whose Node is too old, or null when it will do.
 * @param {string} version such as `20.19.0`, without the v
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const supported = major === 20 ? minor >= 19 : major === 22 ? minor >= 13 : major > 22;
  if (supported) return null;
  return (
    `Pinwire needs Node 20.19 or newer (of the 22 series 22.13 or newer); this is Node ${version}. ` +
    'Install a current release from https://nodejs.org and run the command again.'
  );
}
