import type { CodeBlock } from '../../lessons/model';
import type { Session } from '../../session/session';
import type { EditorModel } from '../editor/editor-model';

/** What of the bench a step's own files and network are about. */
export interface StepBench {
  readonly session: Session;
  readonly editor: EditorModel;
}

/** What a step's help can have done on the bench. */
export interface StepActions {
  readonly runBlock: (block: CodeBlock) => void;
  readonly blockById: (id: string) => CodeBlock | null;
  /** Each to be followed by Enter. */
  readonly typeLines: (lines: readonly string[]) => void;
  readonly paste: (text: string) => void;
  readonly readFile: (path: string) => string | null;
  readonly putInEditor: (path: string, text: string) => void;
  /** Files of the lesson are about to be put on the board. */
  readonly onTakeFiles: () => void;
  /** Null where there is no board. */
  readonly bench: StepBench | null;
  readonly openPage: (address: string) => void;
  /** Goes to another step of this lesson. */
  readonly goTo: (step: string) => void;
  readonly onError: (where: string, error: unknown) => void;
  /** Null: the board can run things. Else why it cannot. */
  readonly refused: string | null;
}
