import { expect, test } from 'vitest';
import type { Case } from './check-lesson';
import { caseLine, junitReport, summary } from './report';

const good: Case = { lesson: 'blink', name: 'text', seconds: 1.25, problem: null };
const bad: Case = { ...good, name: 'step <light>', problem: 'a "b"\nc\x1b[0m & d' };

test('a line says how it went, and below it what is wrong', () => {
  expect(caseLine(good)).toBe('✓ blink: text (1.3 s)');
  expect(caseLine({ ...bad, problem: 'a\nb' })).toBe('✗ blink: step <light> (1.3 s)\n    a\n    b');
  expect(summary([good])).toBe('1 thing tried in 1 lesson: all is well.');
  expect(summary([good, bad])).toBe('2 things tried in 1 lesson: 1 problem.');
});

test('JUnit reads it, whatever stands in a problem', () => {
  const report = junitReport([good, bad, { ...good, lesson: 'other' }]);
  expect(report).toContain('<testsuite name="blink" tests="2" failures="1">');
  expect(report).toContain('<testsuite name="other" tests="1" failures="0">');
  expect(report).toContain('name="step &lt;light&gt;" time="1.250"><failure message="a &quot;b&quot;">');
  expect(report).toContain('c\ufffd[0m &amp; d</failure>');
  expect(report).not.toContain('\x1b');
});
