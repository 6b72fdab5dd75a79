import { complaints } from './en/complaints';
import type { Translation } from './areas';

type Messages = Translation['complaints'];
export type ComplaintCode = Extract<keyof Messages, string>;
type Value = string | number;

/** What is wrong with a lesson: which sentence says so, and with what in it. It crosses between threads. */
export interface Complaint {
  readonly code: ComplaintCode;
  readonly values: readonly (Value | Complaint)[];
}

/** What a sentence wants to know. In place of a text there may be a complaint, which is said in it. */
export type ValuesOf<Code extends ComplaintCode> = Messages[Code] extends (...values: infer Values) => string
  ? { [At in keyof Values]: Values[At] extends string ? string | Complaint : Values[At] }
  : [];

export const complain = <Code extends ComplaintCode>(code: Code, ...values: ValuesOf<Code>): Complaint => ({
  code,
  values: values as Complaint['values'],
});

/** The sentence. @param messages English where they are left out: for logs and the command line */
export function complaintText({ code, values }: Complaint, messages: Messages = complaints.english): string {
  const message: unknown = messages[code];
  const said = values.map((value) => (typeof value === 'object' ? complaintText(value, messages) : value));
  // That the values are the sentence's own was seen to where they were put together.
  return typeof message === 'function'
    ? (message as (...all: readonly Value[]) => string)(...said)
    : String(message);
}
