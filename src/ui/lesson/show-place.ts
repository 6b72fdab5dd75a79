import { stepElement } from './lesson-route';
import type { StepsModel } from './steps-model';

/** Brings a step or a section into view, and the keyboard to it. Says whether it is there. */
export function showPlace(place: string, model: StepsModel | null): boolean {
  const step = document.getElementById(stepElement(place));
  const element = step ?? document.getElementById(place);
  if (!element) return false;
  element.scrollIntoView({ block: step ? 'center' : 'start' });
  if (!step && !element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  if (step) model?.choose(place);
  return true;
}
