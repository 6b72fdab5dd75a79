import { z } from 'zod';
import { PINS } from '../../protocol/device-state';
import { CONDITION_LIMITS, CONDITION_PRESETS } from '../../protocol/lan-conditions';
import { checkSchema } from './check-schema';
import { must } from './must';

/**
 * What may stand in a lesson's data file: this schema validates it, is its type, and describes it to editors and in
 * docs/authoring.md.
 */
const LONGEST_TEXT = 2_000;
const LONGEST_FILE = 64 * 1024;

export const PANE_NAMES = ['editor', 'terminal', 'board', 'browser', 'network'] as const;

const sentence = z
  .string(must('mustBeText'))
  .regex(/\S/, must('mustNotBeEmpty'))
  .max(LONGEST_TEXT, must('mustBeShorter', LONGEST_TEXT));
const program = z.string(must('mustBeText')).max(LONGEST_FILE, must('mustBeShorter', LONGEST_FILE));

export const ID_FORM = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const id = z.string(must('mustBeText')).max(60, must('mustBeShorter', 60)).regex(ID_FORM, must('mustBeId'));

/** As `Places` calls them: two parts made by `slug` (rst/ids.ts), or one. */
const PLACE_FORM = /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*(?:\/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)?$/u;
const place = z
  .string(must('mustBeText'))
  .max(121, must('mustBeShorter', 121))
  .regex(PLACE_FORM, must('mustBePlace'));

const path = z
  .string(must('mustBeText'))
  .max(100, must('mustBeShorter', 100))
  .regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/, must('mustBePath'));
const files = z.record(path, program, must('mustBeFiles')).describe('Files on the flash: path and text.');

const panes = z
  .array(
    z.literal([...PANE_NAMES], must('mustBeOneOf', PANE_NAMES.join(', '))),
    must('mustBeListOf', PANE_NAMES.join(', ')),
  )
  .refine((names) => new Set(names).size === names.length, must('mustNotRepeat'))
  .describe('The panes that are needed, most needed first.');

const range = ({ least, most }: { least: number; most: number }): z.ZodNumber =>
  z
    .number(must('mustBeNumber'))
    .min(least, must('mustBeAtLeast', least))
    .max(most, must('mustBeAtMost', most));

const PRESETS = Object.keys(CONDITION_PRESETS) as (keyof typeof CONDITION_PRESETS)[];
const network = z
  .union(
    [
      z.literal(PRESETS),
      z.strictObject({
        latency: range(CONDITION_LIMITS.latency).describe('Milliseconds.').optional(),
        jitter: range(CONDITION_LIMITS.jitter).describe('Milliseconds.').optional(),
        bandwidth: range(CONDITION_LIMITS.bandwidth).describe('Kilobits a second.').optional(),
        loss: range(CONDITION_LIMITS.loss).describe('Packets of a hundred.').optional(),
        dns: z.literal(['works', 'fails', 'silent']).optional(),
        link: z.literal(['up', 'down']).optional(),
        hostsDown: z.array(z.string().max(100)).max(CONDITION_LIMITS.hostsDown).optional(),
      }),
    ],
    must('mustBeNetwork', PRESETS.join(', ')),
  )
  .describe('How well the network works.');

const gpio = z.literal([...PINS], must('mustBeOneOf', PINS.join(', ')));

const ACTIONS = {
  run: place
    .describe('A code block of the text, by its name: typed or pasted as the student would.')
    .optional(),
  type: program.describe('Lines that are typed at the prompt, one after the other.').optional(),
  paste: program.describe('A program that is pasted at the prompt.').optional(),
  save: z.strictObject({ path, text: program }).describe('A file that is saved in the editor.').optional(),
  run_file: path.describe('A file that is run, as the Run button of the editor does.').optional(),
  press: z.literal(['ctrl-c', 'ctrl-d', 'reset']).optional(),
  wire: z.strictObject({ gpio, to: z.literal(['3v3', 'gnd', 'none']) }).optional(),
  open: z
    .string(must('mustBeText'))
    .regex(/^http:\/\/192\.168\.1\.42(?::\d{1,5})?\/\S{0,200}$/, must('mustBeBoardAddress'))
    .describe('An address that is opened in the browser pane.')
    .optional(),
  post: z
    .strictObject({ to: z.string().max(300), body: z.string().max(2_000) })
    .describe('A form that is sent from the browser pane.')
    .optional(),
  network: network.optional(),
  wait: z
    .union([z.number().min(0.1).max(30), checkSchema])
    .describe('Seconds, or until something is so.')
    .optional(),
};

/** One thing that somebody does; what comes next begins when the board has dealt with it. */
export const actionSchema = z
  .strictObject(ACTIONS, must('mustBeAction'))
  .refine(
    (action) => Object.values(action).filter((value) => value !== undefined).length === 1,
    must('mustBeOneAction', Object.keys(ACTIONS).join(', ')),
  );
const actions = z.array(actionSchema, must('mustBeActions')).min(1, must('mustNotBeEmpty')).max(50);

const mistake = z.strictObject({
  when: checkSchema.describe('How it is recognised: since the program that runs now was started.'),
  say: sentence.describe('What the student is told.'),
  example: actions.describe(
    'Somebody makes this mistake: `pinwire lessons check` sees that it is recognised.',
  ),
});

export const stepSchema = z.strictObject(
  {
    id,
    title: sentence,
    at: place.describe('Where in the text it stands: after the section or the code block of this name.'),
    goal: sentence.describe('What is to be done, in a sentence or two.'),
    checks: z
      .array(checkSchema, must('mustBeChecks'))
      .min(1, must('mustNotBeEmpty'))
      .max(20)
      .describe('The step is done at the moment when all of them are so.'),
    hints: z.array(sentence).max(10).describe('Shown one at a time.').default([]),
    solution: actions.describe('A way that leads there; `pinwire lessons check` takes it.'),
    challenge: z.boolean().describe('Its solution is not shown to students.').default(false),
    mistakes: z.array(mistake).max(20).default([]),
    files: files.optional(),
    network: network.optional(),
    panes: panes.optional(),
  },
  must('mustBeStep'),
);

/** As in `lesson.de.yaml`: ISO 639-1. */
const language = z.string(must('mustBeText')).regex(/^[a-z]{2}$/, must('mustBeLanguage'));

export const lessonSchema = z.strictObject(
  {
    language: language.describe('In which the text and these sentences are written.').default('en'),
    summary: sentence.describe('One sentence for the list of lessons.'),
    minutes: z.int(must('mustBeWhole')).min(1).max(600).describe('How long it takes, about.'),
    credit: z.strictObject({
      text: sentence.describe('Who wrote the text, and where it comes from.'),
      license: sentence,
      url: z
        .string(must('mustBeText'))
        .regex(/^https?:\/\/\S+$/, must('mustBeAddress'))
        .optional(),
    }),
    panes,
    files: files.default({}),
    network: network.optional(),
    steps: z.array(stepSchema, must('mustBeSteps')).max(50, must('mustBeFewerSteps', 50)).default([]),
    untested: z
      .array(place)
      .describe('Code blocks that `pinwire lessons check` does not run by themselves.')
      .default([]),
  },
  must('mustBeKeys'),
);

export type LessonFile = z.infer<typeof lessonSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Action = z.infer<typeof actionSchema>;
export type Network = z.infer<typeof network>;

/** For editors: what they offer and underline in a lesson.yaml. */
export function lessonJsonSchema(): object {
  return z.toJSONSchema(lessonSchema, { io: 'input' });
}
