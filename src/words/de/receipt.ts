import type { Translation } from '../areas';

export const receipt: Translation['receipt'] = {
  title: 'Einen Nachweis über das Geschaffte speichern',
  limits:
    'Ein Nachweis zeigt nur, dass die Datei unverändert ist, seit jemand sie geschrieben hat, wer auch immer das war. Er beweist nicht, wer die Arbeit gemacht hat, ob sie gemacht wurde oder wann.',
  name: 'Dein Name, wenn er darin stehen soll',
  save: 'Datei speichern',
};
