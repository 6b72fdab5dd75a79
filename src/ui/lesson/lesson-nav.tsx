import { useState } from 'react';
import { GLOSSARY } from '../../lessons/glossary';
import type { StepOutline } from '../../lessons/lesson-data';
import { packs as packWords } from '../../words/en/packs';
import { steps as stepWords } from '../../words/en/steps';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { Icon } from '../common/icon';
import { Menu, type MenuItem } from '../common/menu';
import { ReceiptMaker } from './receipt-maker';
import { routeHash } from './lesson-route';
import type { LessonShelf } from './lesson-shelf';
import { textsOf, type LessonWords } from './lesson-texts';
import { useOffered } from './offered';
import { SearchButton } from './search-button';
import { DropArea } from './packs/drop-area';
import { packOf } from './packs/pack-names';
import { useBrought } from './packs/use-brought';
import type { StepsModel } from './steps-model';
import './lesson-nav.css';
import './print.css';

/** In the header of the pane. */
export function LessonMenus({ shelf, goTo }: { shelf: LessonShelf; goTo: (step: string) => void }) {
  const { lesson, steps } = useCell(shelf.state);
  const outline = lesson?.data.outline ?? [];
  return (
    <>
      {steps && outline.length > 0 ? (
        <StepsMenu outline={outline} model={steps} translation={shelf.words.translation} goTo={goTo} />
      ) : null}
      <LessonsMenu shelf={shelf} />
      <SearchButton shelf={shelf} />
      <DropArea door={shelf.packs} />
    </>
  );
}

/** The steps of this lesson, and how many are done. */
function StepsMenu({
  outline,
  model,
  translation,
  goTo,
}: {
  outline: readonly StepOutline[];
  model: StepsModel;
  translation: LessonWords['translation'];
  goTo: (step: string) => void;
}) {
  const words = wordsOf(stepWords);
  const { progress, current } = useCell(model.state);
  const texts = textsOf(useCell(translation));
  const done = outline.filter(({ id }) => progress.done.includes(id)).length;
  const items = outline.map(({ id, title }, index): MenuItem => {
    const mark = progress.done.includes(id) ? { keys: '✓' } : id === current ? { keys: '●' } : {};
    return { name: `${index + 1}. ${texts(title)}`, ...mark, choose: () => goTo(id) };
  });
  return (
    <MenuButton label={words.steps} items={items}>
      {words.steps} <span className="step-count">{words.doneOf(done, outline.length)}</span>
    </MenuButton>
  );
}

/** All lessons, with how long each takes. */
function LessonsMenu({ shelf }: { shelf: LessonShelf }) {
  const words = wordsOf(stepWords);
  const { slug } = useCell(shelf.state);
  const packs = wordsOf(packWords);
  const brought = useBrought(shelf.packs);
  const own = useOffered(shelf).map((lesson): MenuItem => ({
    name: lesson.title,
    hint: words.lessonHint(lesson.minutes, lesson.summary),
    ...(lesson.slug === slug ? { keys: '●' } : {}),
    choose: () => shelf.open({ slug: lesson.slug, step: null }),
  }));
  const glossary: MenuItem = {
    name: words.glossary,
    hint: words.glossaryHint,
    ...(slug === GLOSSARY ? { keys: '●' } : {}),
    choose: () => shelf.open({ slug: GLOSSARY, step: null }),
  };
  const others = brought.map(({ entry, whose, choose }): MenuItem => ({
    name: entry.title,
    hint: packs.hint(whose, entry.minutes, entry.summary),
    ...(entry.slug === slug ? { keys: '●' } : {}),
    choose,
  }));
  const add: MenuItem = {
    name: packs.add,
    hint: packs.addHint,
    choose: () => void shelf.packs.open().then((packs) => packs.list(true)),
  };
  const items = [...own, ...others, glossary, add];
  return (
    <MenuButton label={words.lessons} items={items}>
      {words.lessons}
    </MenuButton>
  );
}

function MenuButton({
  label,
  items,
  children,
}: {
  label: string;
  items: readonly MenuItem[];
  children: React.ReactNode;
}) {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          setOpener(event.currentTarget);
          setAt(at === null ? { x: left, y: bottom + 4 } : null);
        }}
      >
        {children}
        <Icon name="down" size={12} />
      </Button>
      {at === null ? null : (
        <Menu
          label={label}
          items={items}
          at={at}
          opener={opener}
          close={(chosen) => {
            setAt(null);
            if (!chosen) opener?.focus();
          }}
        />
      )}
    </>
  );
}

/** At the end of the text: how it stands, and where to go on. */
export function LessonEnd({ slug, shelf }: { slug: string; shelf: LessonShelf }) {
  const words = wordsOf(stepWords);
  const { steps, lesson } = useCell(shelf.state);
  const own = useOffered(shelf);
  const brought = useBrought(shelf.packs).filter(({ pack }) => pack === packOf(slug));
  const offered = brought.length > 0 ? brought.map(({ entry }) => entry) : own;
  const at = offered.findIndex((lesson) => lesson.slug === slug);
  const [before, after] = [offered[at - 1], offered[at + 1]];
  return (
    <nav className="lesson-end" aria-label={words.lessons}>
      {steps ? <AllDone model={steps} /> : null}
      {steps ? <ReceiptMaker model={steps} title={lesson?.document.title ?? slug} /> : null}
      <div className="lesson-ways">
        {before ? (
          <LessonLink shelf={shelf} slug={before.slug} words={words.previous} title={before.title} />
        ) : (
          <span />
        )}
        {at >= 0 && after ? (
          <LessonLink shelf={shelf} slug={after.slug} words={words.next} title={after.title} />
        ) : null}
      </div>
    </nav>
  );
}

function AllDone({ model }: { model: StepsModel }) {
  const { current, progress } = useCell(model.state);
  if (current !== null || progress.done.length === 0) return null;
  return (
    <p className="lesson-done">
      <Icon name="check" /> {wordsOf(stepWords).allDone}
    </p>
  );
}

interface LessonLinkProps {
  shelf: LessonShelf;
  slug: string;
  words: string;
  title: string;
}

function LessonLink({ shelf, slug, words, title }: LessonLinkProps) {
  const route = { slug, step: null };
  return (
    <a
      href={routeHash(route)}
      onClick={(event) => {
        event.preventDefault();
        shelf.open(route);
      }}
    >
      <small>{words}</small>
      {title}
    </a>
  );
}
