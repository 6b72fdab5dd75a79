/** A package of which something is in the built site. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** The SPDX expression of its package.json. */
  readonly licence: string;
  /** The whole texts of its licence and notice files. */
  readonly texts: readonly string[];
}

/** Licences under which others may pass on our site, and change it, with nothing more than these texts. */
const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'OFL-1.1',
]);

/**
 * Whether an SPDX expression leaves a choice that we allow. Nested parentheses are not understood, and so refused.
 * @param expression such as `(MPL-2.0 OR Apache-2.0)`
 */
export function isAllowed(expression: string): boolean {
  return expression
    .trim()
    .replace(/^\(([^()]*)\)$/, '$1')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => allowed.has(licence.trim())));
}

/** The text of `licenses.txt`, and a sentence for each package that must not be shipped like this. */
export function licenceText(
  packages: readonly ShippedPackage[],
  what = 'site',
): { text: string; problems: string[] } {
  const problems = packages.flatMap(({ name, version, licence, texts }) => [
    ...(isAllowed(licence)
      ? []
      : [
          `The licence of ${name} ${version} (${licence}) is not one that the site may ship (tools/licence-text.ts).`,
        ]),
    ...(texts.length > 0
      ? []
      : [
          `${name} ${version} has no licence file: put its text into tools/licences/${name.replace('/', '__')}.txt.`,
        ]),
  ]);
  const rule = '='.repeat(78);
  const sections = packages.map(
    ({ name, version, licence, texts }) =>
      `${rule}\n${name} ${version}\nLicence: ${licence}\n${rule}\n\n${texts.join('\n\n')}\n`,
  );
  const head =
    'Pinwire is under the MIT licence. The lessons are from the MicroPython documentation, which is under\n' +
    `MicroPython's licence (below). This is what else the ${what} contains, and its licences.\n`;
  return { text: [head, ...sections].join('\n'), problems };
}
