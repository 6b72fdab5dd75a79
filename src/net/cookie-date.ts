const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The date of a cookie's `Expires`, as tolerantly as browsers read it (RFC 6265 §5.1.1); null when it is none. */
export function cookieDate(text: string): number | null {
  let time: readonly number[] = [];
  let day = 0;
  let month = -1;
  let year = 0;
  for (const token of text.split(/[^0-9A-Za-z:]+/)) {
    const clock = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)/.exec(token);
    const named = MONTHS.indexOf(token.slice(0, 3).toLowerCase());
    if (clock !== null && time.length === 0) time = clock.slice(1).map(Number);
    else if (day === 0 && /^\d{1,2}(?:\D|$)/.test(token)) day = Number.parseInt(token, 10);
    else if (month < 0 && named >= 0) month = named;
    else if (year === 0 && /^\d{2,4}(?:\D|$)/.test(token)) year = fullYear(Number.parseInt(token, 10));
  }
  const [hour = 24, minute = 60, second = 60] = time;
  if (second > 59 || minute > 59 || hour > 23 || day < 1 || day > 31 || month < 0 || year < 1601) return null;
  return Date.UTC(year, month, day, hour, minute, second);
}

function fullYear(year: number): number {
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
}
