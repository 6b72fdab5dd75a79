import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Icon, type IconName } from '../common/icon';
import { useReveal } from './use-reveal';
import './tabs.css';

export interface Tab {
  /** What the page calls it. */
  readonly name: string;
  /** What the student reads. */
  readonly title: string;
  readonly icon: IconName;
  readonly content: ReactNode;
  /** It has nothing to lose: what it shows is made anew when it is opened, and costs nothing until then. */
  readonly onlyWhenOpen?: boolean;
  /** Something happens there: a small mark. */
  readonly busy?: boolean;
}

interface TabsProps {
  /** `below` is in reach of a thumb; `header` takes the place of the panes' titles. */
  bar: 'above' | 'below' | 'header';
  label: string;
  tabs: readonly Tab[];
  open: string;
  onOpen: (name: string) => void;
  /** What the lesson needs now, most needed first; a new list each time. */
  revealed?: readonly string[];
  /** Nothing is opened for the lesson, since it would go out of sight itself: what it needs is marked. */
  onlyMarks?: boolean;
}

/** Panes of which one shows. The others stay alive, so that the terminal goes on and nothing is lost. */
const NONE: readonly string[] = [];

export function Tabs({ bar, label, tabs, open, onOpen, revealed = NONE, onlyMarks = false }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  useReveal(revealed, () => {
    const first = revealed.find((name) => tabs.some((tab) => tab.name === name));
    if (first === undefined || first === open) return;
    // Where the student types, nothing goes out of sight.
    if (onlyMarks || box.current?.contains(document.activeElement) === true) setWanted(first);
    else onOpen(first);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.name === open);
    const next = (at + by + tabs.length) % tabs.length;
    onOpen(tabs[next]?.name ?? open);
    list.current?.querySelectorAll<HTMLButtonElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div className={`tabs bar-${bar}`} ref={box}>
      <div role="tablist" aria-label={label} className="tab-list" ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            id={`${id}-tab-${tab.name}`}
            aria-selected={tab.name === open}
            aria-controls={`${id}-panel-${tab.name}`}
            tabIndex={tab.name === open ? 0 : -1}
            onClick={() => onOpen(tab.name)}
          >
            <span
              className="tab-icon"
              data-busy={tab.busy === true}
              data-wanted={tab.name === wanted && tab.name !== open}
            >
              <Icon name={tab.icon} size={bar === 'below' ? 20 : 16} />
            </span>
            {tab.title}
            {tab.name === wanted && tab.name !== open ? (
              <span className="visually-hidden">{wordsOf(page).neededForStep}</span>
            ) : null}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.name}
          role="tabpanel"
          id={`${id}-panel-${tab.name}`}
          aria-labelledby={`${id}-tab-${tab.name}`}
          className="tab-panel"
          hidden={tab.name !== open}
        >
          {tab.onlyWhenOpen === true && tab.name !== open ? null : tab.content}
        </div>
      ))}
    </div>
  );
}
