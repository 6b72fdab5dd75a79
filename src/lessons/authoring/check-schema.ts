import { z } from 'zod';
import { PINS } from '../../protocol/device-state';
import { must } from './must';

/** Longer texts are looked for nowhere: a lesson asks for a phrase, not for a page. */
const text = z.string(must('mustBeText')).min(1, must('mustNotBeEmpty')).max(200, must('mustBeShorter', 200));

const pattern = text.describe('A text in which * stands for any run of characters, and \\* for a star.');
const phrase = text.describe('A text that must stand somewhere, as it is.');
const seconds = z
  .number(must('mustBeSeconds'))
  .min(0.1, must('mustBeAtLeast', 0.1))
  .max(600, must('mustBeAtMost', 600));
const port = z.int(must('mustBePort')).min(1, must('mustBePort')).max(65_535, must('mustBePort'));
const count = z
  .int(must('mustBeWhole'))
  .min(1, must('mustBeAtLeast', 1))
  .max(10_000, must('mustBeAtMost', 10_000));
const bytes = z
  .int(must('mustBeWhole'))
  .min(1, must('mustBeAtLeast', 1))
  .max(10_000_000, must('mustBeAtMost', 10_000_000));
const times = count.describe('How often; once when it is left out.').optional();
const gpio = z.literal([...PINS], must('mustBeOneOf', PINS.join(', ')));

/** `name:port`, either of which may be `*`. */
const address = z
  .string(must('mustBeHostAndPort'))
  .regex(/^[\w.*-]{1,100}:(?:\d{1,5}|\*)$/, must('mustBeHostAndPort'))
  .describe('A host, by the name that was looked up or by its address, and a port. Either may be *.');

const output = z
  .strictObject({
    contains: phrase.optional(),
    line: pattern.optional(),
    times,
  })
  .refine((one) => (one.contains === undefined) !== (one.line === undefined), must('mustBeContainsOrLine'))
  .describe('What a program printed. The echo of what was typed does not count.');

const prompt = z
  .literal(['back', 'interrupted'], must('mustBeOneOf', 'back, interrupted'))
  .describe(
    'back: the board is at >>> now. interrupted: Ctrl-C stopped a program, and the prompt came back.',
  );

const waiting = z
  .strictObject({
    call: z.literal(['accept', 'recv', 'send', 'connect', 'getaddrinfo', 'sleep', 'input', 'poll']),
    port: port.describe('For accept: where it listens.').optional(),
  })
  .describe('The program is inside a call that waits.');

const error = z
  .strictObject({
    type: text.describe('Such as OSError.').optional(),
    errno: z.int().describe('The number of an OSError, such as 104 or -2.').optional(),
    contains: phrase.optional(),
  })
  .describe('An exception that nobody caught. Ctrl-C is none of them.');

const pin = z
  .strictObject({
    gpio,
    level: z.literal(['high', 'low']).optional(),
    mode: z.literal(['in', 'out', 'open-drain', 'pwm']).optional(),
    wire: z.literal(['3v3', 'gnd', 'none']).describe('Where the student has wired it to.').optional(),
  })
  .describe('How a pin is now.');

const file = z
  .strictObject({
    path: text.describe('Without a slash in front.'),
    contains: phrase.optional(),
    absent: z.literal(true).optional(),
  })
  .describe('A file on the flash of the board.');

const variable = z
  .strictObject({
    name: z
      .string(must('mustBeText'))
      .max(60, must('mustBeShorter', 60))
      .regex(/^[A-Za-z_]\w*$/, must('mustBeVariable')),
    is: z
      .union([z.number(), z.string().max(200), z.boolean(), z.null()], must('mustBeValue'))
      .describe('Its value: a number, a text (of str or bytes), true, false, or null for None.')
      .optional(),
    type: text
      .describe('Such as int, str or list; of an object of a class, the name of the class.')
      .optional(),
    at_least: z.number(must('mustBeNumber')).optional(),
    at_most: z.number(must('mustBeNumber')).optional(),
    contains: phrase.describe('It is a str or bytes, and this stands in it.').optional(),
    length: z.int(must('mustBeWhole')).min(0).describe('Of a str, bytes, list, tuple or dict.').optional(),
    absent: z.literal(true).describe('There is no such variable.').optional(),
  })
  .describe('A variable of the prompt as it is now. Nothing of the program runs to find out.');

const lookup = z
  .strictObject({ name: pattern, found: z.boolean().optional() })
  .describe('The board asked the name server for a host.');

const datagram = z
  .strictObject({
    to: address.describe('The board sent it there.').optional(),
    from: address.describe('It came to the board from there.').optional(),
    contains: phrase.optional(),
    times,
  })
  .refine((one) => (one.to === undefined) !== (one.from === undefined), must('mustBeToOrFrom'))
  .describe(
    'A UDP packet that the board sent or got. One that the network lost on its way to the board is none.',
  );

const connection = z
  .strictObject({
    to: address.optional(),
    from: z.literal(['browser', 'board']).describe('Who opened it.').optional(),
    port: port.describe('Of the board, for connections to it.').optional(),
    state: z
      .literal(['opened', 'open', 'refused', 'unanswered', 'reset', 'closed'])
      .describe('open: it is open now. The others: this has happened.')
      .optional(),
    closed_by: z.literal(['board', 'other']).describe('Who said first that it sends no more.').optional(),
    sent: phrase.describe('What the board sent contains this.').optional(),
    not_sent: phrase.describe('What the board sent does not contain this.').optional(),
    received: phrase.describe('What the board was sent contains this.').optional(),
    sent_at_least: bytes.describe('Bytes that the board sent.').optional(),
    received_at_least: bytes.describe('Bytes that the board was sent.').optional(),
    times,
  })
  .describe('A TCP connection of the board; everything that is asked must be so of one and the same.');

const request = z
  .strictObject({
    by: z.literal(['browser', 'board', 'other']).optional(),
    to: address.describe('For requests of the board.').optional(),
    method: text.optional(),
    path: pattern.optional(),
    body: phrase.describe('The body of the request contains this.').optional(),
    answer: z
      .literal(['whole', 'cut', 'none', 'garbled'])
      .describe('none: the connection ended without a byte. cut: in the middle. garbled: it was not HTTP.')
      .optional(),
    status: z.int().min(100).max(599).optional(),
    header: z.record(text, pattern).describe('Fields of the answer, by name.').optional(),
    contains: phrase.describe('The body of the answer contains this.').optional(),
    table: z
      .strictObject({
        rows: count.describe('How many rows with data the tables of the page have.').optional(),
        row: z.array(pattern).min(1).max(20).describe('There is a row with these cells.').optional(),
      })
      .optional(),
    times,
  })
  .describe('A request by HTTP, and its answer.');

const LEAVES = {
  output: output.optional(),
  prompt: prompt.optional(),
  waiting: waiting.optional(),
  error: error.optional(),
  pin: pin.optional(),
  file: file.optional(),
  variable: variable.optional(),
  lookup: lookup.optional(),
  datagram: datagram.optional(),
  connection: connection.optional(),
  request: request.optional(),
  listening: port.describe('A socket of the board listens at this port now.').optional(),
};

const leaves = z.object(LEAVES);

const KINDS = [...leaves.keyof().options, 'all', 'any', 'not', 'then'] as const;

const MOST_CHECKS = 20;

/** What must have happened, or be so. Exactly one kind; `within`, `for` and `say` go with any. */
export interface Check extends z.infer<typeof leaves> {
  readonly all?: readonly Check[] | undefined;
  readonly any?: readonly Check[] | undefined;
  readonly not?: Check | undefined;
  readonly then?: readonly Check[] | undefined;
  readonly within?: number | undefined;
  readonly for?: number | undefined;
  readonly say?: string | undefined;
}

// A type that leads back to itself must be given: the compiler cannot find it.
const inner: z.ZodType<Check> = z.lazy(() => checkSchema);
const several = z
  .array(inner, must('mustBeChecks'))
  .min(1, must('mustNotBeEmpty'))
  .max(MOST_CHECKS, must('mustBeFewer', MOST_CHECKS));

export const checkSchema: z.ZodType<Check> = z
  .strictObject(
    {
      ...LEAVES,
      all: several.describe('All of these, in any order.').optional(),
      any: several.describe('One of these.').optional(),
      not: inner.describe('Not this, since the program that runs now was started.').optional(),
      then: several.describe('These, one after the other.').optional(),
      within: seconds
        .describe(
          'It must be so within so many seconds: after what goes before it in `then`, else after a program was started.',
        )
        .optional(),
      for: seconds.describe('It must stay so for so many seconds.').optional(),
      say: z
        .string(must('mustBeText'))
        .min(1, must('mustNotBeEmpty'))
        .max(400, must('mustBeShorter', 400))
        .describe('What the student is told while it is not so.')
        .optional(),
    },
    must('mustBeCheck'),
  )
  .superRefine((check, context) => {
    const kinds = KINDS.filter((kind) => check[kind] !== undefined);
    if (kinds.length === 1) return;
    const message =
      kinds.length === 0 ? must('checksNothing', KINDS.join(', ')) : must('checksSeveral', kinds.join(', '));
    context.addIssue({ code: 'custom', message });
  });
