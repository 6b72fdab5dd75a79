import type { Case } from './check-lesson';

/** One line for each thing that was tried, and at the end what came of it all. */
export function caseLine({ lesson, name, seconds, problem }: Case): string {
  const mark = problem === null ? '✓' : '✗';
  const text = `${mark} ${lesson}: ${name} (${seconds.toFixed(1)} s)`;
  return problem === null ? text : `${text}\n${problem.replace(/^/gm, '    ')}`;
}

export function summary(cases: readonly Case[]): string {
  const bad = cases.filter(({ problem }) => problem !== null).length;
  const lessons = new Set(cases.map(({ lesson }) => lesson)).size;
  const tried = `${count(cases.length, 'thing')} tried in ${count(lessons, 'lesson')}`;
  return bad === 0 ? `${tried}: all is well.` : `${tried}: ${count(bad, 'problem')}.`;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** As CI servers read it: a suite for each lesson. */
export function junitReport(cases: readonly Case[]): string {
  const lessons = [...new Set(cases.map(({ lesson }) => lesson))];
  const suites = lessons.map((lesson) =>
    suite(
      lesson,
      cases.filter((one) => one.lesson === lesson),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function suite(lesson: string, cases: readonly Case[]): string {
  const failures = cases.filter(({ problem }) => problem !== null).length;
  const attributes = `name="${escaped(lesson)}" tests="${cases.length}" failures="${failures}"`;
  return `  <testsuite ${attributes}>\n${cases.map(testCase).join('')}  </testsuite>\n`;
}

function testCase({ lesson, name, seconds, problem }: Case): string {
  const attributes = `classname="${escaped(lesson)}" name="${escaped(name)}" time="${seconds.toFixed(3)}"`;
  if (problem === null) return `    <testcase ${attributes}/>\n`;
  const failure = `<failure message="${escaped(problem.split('\n')[0] ?? '')}">${escaped(problem)}</failure>`;
  return `    <testcase ${attributes}>${failure}</testcase>\n`;
}

function escaped(text: string): string {
  return (
    text
      // XML 1.0 has no way to write the others.
      .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\n', '&#10;')
  );
}
