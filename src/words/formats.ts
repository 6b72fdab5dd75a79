/** By number: `one` and `other` in English and German, others in other languages (CLDR). */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

export interface Formats {
  /** `1,024`; `1.024` in German. */
  readonly number: (value: number, digits?: number) => string;
  /** The form of a word that goes with a number. */
  readonly plural: (value: number, forms: Plural) => string;
  /** `a, b and c` */
  readonly and: (items: readonly string[]) => string;
  /** `a, b or c` */
  readonly or: (items: readonly string[]) => string;
}

/** How a language writes numbers and lists. What the browser needs for it is made when it is asked first. */
export function formatsFor(tag: string): Formats {
  const once = <T>(make: () => T): (() => T) => {
    let made: T | undefined;
    return () => (made ??= make());
  };
  const rules = once(() => new Intl.PluralRules(tag));
  const whole = once(() => new Intl.NumberFormat(tag));
  const and = once(() => new Intl.ListFormat(tag, { type: 'conjunction' }));
  const or = once(() => new Intl.ListFormat(tag, { type: 'disjunction' }));
  return {
    number: (value, digits) =>
      (digits === undefined
        ? whole()
        : new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits })
      ).format(value),
    plural: (value, forms) => forms[rules().select(value)] ?? forms.other,
    and: (items) => and().format(items),
    or: (items) => or().format(items),
  };
}
