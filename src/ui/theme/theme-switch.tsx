import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { useCell } from '../common/cell';
import { IconButton } from '../common/button';
import type { Theme, ThemeChoice } from './theme';

const next = { system: 'light', light: 'dark', dark: 'system' } as const satisfies Record<
  ThemeChoice,
  ThemeChoice
>;
const icons = { system: 'system', light: 'sun', dark: 'moon' } as const;

/** One button that goes through the three choices; its name says the present one. */
export function ThemeSwitch({ theme }: { theme: Theme }) {
  const choice = useCell(theme.choice);
  return (
    <IconButton
      icon={icons[choice]}
      label={wordsOf(page).colours[choice]}
      onClick={() => theme.choose(next[choice])}
    />
  );
}
