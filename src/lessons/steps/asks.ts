import type { Check, Step } from '../lesson-data';

/** A check and all that it is made of. */
function partsOf(check: Check): readonly Check[] {
  const { all = [], any = [], then = [], not } = check;
  return [check, ...[...all, ...any, ...then, ...(not ? [not] : [])].flatMap(partsOf)];
}

/** Whether it, or anything in it, depends on what programs print. */
export const asksForText = (check: Check): boolean =>
  partsOf(check).some(({ output }) => output !== undefined);

/** Whether any of these steps asks for what passes on the network. */
export const asksForNetwork = (steps: readonly Step[]): boolean =>
  checksOf(steps).some(({ lookup, datagram, connection, request }) =>
    [lookup, datagram, connection, request].some((one) => one !== undefined),
  );

/** The variables that these steps ask for: no others are ever looked at. */
export function variablesOf(steps: readonly Step[]): string[] {
  const names = checksOf(steps).flatMap(({ variable }) => (variable ? [variable.name] : []));
  return [...new Set(names)];
}

function checksOf(steps: readonly Step[]): readonly Check[] {
  return steps
    .flatMap(({ checks, mistakes }) => [...checks, ...mistakes.map(({ when }) => when)])
    .flatMap(partsOf);
}
