import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ID_FORM } from '../../lessons/authoring/lesson-schema';
import { ConfigError } from '../../proxy/flags';

/**
 * A folder that is a lesson already: it passes `check`, and each kind of thing stands in it once.
 *
 * @returns the files, by path
 * @throws {ConfigError} when there can be none of this name
 */
export function newLesson(path: string): readonly string[] {
  const folder = resolve(path);
  const name = folder.split(/[\\/]/).at(-1) ?? '';
  if (!ID_FORM.test(name))
    throw new ConfigError(`${name} cannot be a lesson's name: small letters, digits and single hyphens can.`);
  if (existsSync(folder)) throw new ConfigError(`${path} is there already. Choose another name.`);
  try {
    mkdirSync(folder, { recursive: true });
    return Object.entries(FILES).map(([file, text]) => {
      const at = join(folder, file);
      writeFileSync(at, text.replaceAll('NAME', titleOf(name)));
      return at;
    });
  } catch (error) {
    throw new ConfigError(
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');

const TEXT = `# NAME

Say in two or three sentences what this lesson is about, and what the student can do at the end of it.

## First try

What stands between three backquotes is code. With prompts it is typed at the prompt, and \`pinwire lessons check\`
compares what the board prints with what stands here:

\`\`\`
>>> 6 * 7
42
\`\`\`

## A program

Without prompts it is a program. It is pasted as a whole, or goes to the editor:

\`\`\`python
for number in range(3):
    print('number', number)
\`\`\`

## Challenge

Say what is to be done, and not how.
`;

const DATA = `# docs/authoring.md says what may stand here.
summary: One sentence for the list of lessons.
minutes: 15
credit: { text: Written by …, license: CC BY 4.0 }
panes: [terminal, editor]

steps:
  - id: multiply
    title: Let it multiply
    at: 6-7 # after the code block of this id; ids are made of titles and of first lines of code
    goal: Let the board print 56.
    checks:
      - output: { line: '56' }
    hints:
      - A star stands for times.
      - The line is 7 * 8.
    solution:
      - type: 7 * 8
    mistakes:
      - when: { error: { type: SyntaxError } }
        say: Python has no × sign, and no x. Write a star.
        example:
          - type: 7 x 8

  - id: count
    title: Count to five
    at: for-number-in-range-3
    goal: Let the program count from number 0 to number 5, and end by itself.
    checks:
      - then:
          - output: { line: number 0 }
          - output: { line: number 5 }
          - prompt: back
        say: It has not counted from number 0 to number 5.
    hints:
      - range(3) is 0, 1, 2. It ends before its number.
    solution:
      - paste: |
          for number in range(6):
              print('number', number)
    mistakes:
      - when:
          all:
            - output: { line: number 4 }
            - not: { output: { line: number 5 } }
            - prompt: back
        say: That ends at number 4, because range(5) ends before 5.
        example:
          - paste: |
              for number in range(5):
                  print('number', number)

  - id: challenge
    title: 'Challenge: the sum'
    at: challenge
    challenge: true # its solution is not shown; the check takes it all the same
    goal: 'Have the sum of all numbers from 1 to 100 in a variable total.'
    checks:
      - all:
          - variable: { name: total, is: 5050 }
          - prompt: back
        say: There is no total that is the sum of 1 to 100.
    solution:
      - type: total = sum(range(101))
`;

const FILES: Readonly<Record<string, string>> = { 'lesson.md': TEXT, 'lesson.yaml': DATA };
