import type { z } from 'zod';
import { complain, type Complaint, type ComplaintCode, type ValuesOf } from '../../words/complaint';

/** The message of a check in a schema is a text: a complaint stands there as JSON. */
export const must = <Code extends ComplaintCode>(code: Code, ...values: ValuesOf<Code>): string =>
  JSON.stringify(complain(code, ...values));

/** What it has said. Of checks without words of ours, what they are about. */
export function asked(issue: z.core.$ZodIssue): Complaint {
  try {
    return JSON.parse(issue.message) as Complaint;
  } catch {
    return withoutWords(issue);
  }
}

function withoutWords(issue: z.core.$ZodIssue): Complaint {
  if (issue.code === 'too_big') {
    const most = Number(issue.maximum);
    if (issue.origin === 'string') return complain('mustBeShorter', most);
    return issue.origin === 'array' ? complain('mustBeFewer', most) : complain('mustBeAtMost', most);
  }
  if (issue.code === 'too_small') {
    const least = Number(issue.minimum);
    return issue.origin === 'number' || issue.origin === 'int'
      ? complain('mustBeAtLeast', least)
      : complain('mustNotBeEmpty');
  }
  if (issue.code === 'invalid_value') return complain('mustBeOneOf', issue.values.map(String).join(', '));
  return complain('asSchema', issue.message.replace(/\.$/, ''));
}
