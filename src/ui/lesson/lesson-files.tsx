import type { StepActions } from './step-actions';
import { StepFilesView } from './step-files-view';
import type { StepsModel } from './steps-model';

interface LessonFilesProps {
  files: Readonly<Record<string, string>>;
  model: StepsModel;
  actions: StepActions;
}

/** Above a lesson's text: the files that all of it is written for, offered as those of a step are. */
export function LessonFiles({ files, model, actions: { bench, refused, onTakeFiles } }: LessonFilesProps) {
  return bench ? (
    <StepFilesView step={null} files={files} {...{ bench, model, refused }} onTake={onTakeFiles} />
  ) : null;
}
