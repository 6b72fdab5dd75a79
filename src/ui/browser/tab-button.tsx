import { useCallback, useState, useSyncExternalStore } from 'react';
import { IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Icon } from '../common/icon';
import { Menu } from '../common/menu';
import { useSession } from '../common/use-session';
import type { BrowserModel } from './browser-model';
import { tabLink } from './tab-link';

const LABEL = 'Open in a new tab';

/** A real link, so that everything works on it that works on links: middle click, Ctrl-click, its context menu. */
export function TabButton({ model, url }: { model: BrowserModel; url: string }) {
  const { tabs, site } = model;
  const subscribe = useCallback((onChange: () => void) => tabs.subscribe(onChange), [tabs]);
  const known = () => tabs.prefix(80);
  useSyncExternalStore(subscribe, known, known);
  const link = tabLink(url, tabs, useCell(site));
  if ('why' in link) {
    return (
      <IconButton
        icon="tab"
        label={LABEL}
        title={link.why}
        aria-disabled
        onClick={() => model.say(link.why)}
      />
    );
  }
  return (
    <>
      {/* Without its opener: the page of a board has no business with this window. */}
      <a
        className="button plain square"
        href={link.href}
        target="_blank"
        rel="noopener"
        aria-label={LABEL}
        title={LABEL}
      >
        <Icon name="tab" />
      </a>
      <TrustMenu model={model} />
    </>
  );
}

function TrustMenu({ model }: { model: BrowserModel }) {
  const { session, trust } = model;
  const trusted = useSession(session, ({ pagesTrusted }) => pagesTrusted);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const [opener, setOpener] = useState<HTMLSpanElement | null>(null);
  const open = () => {
    const corner = opener?.getBoundingClientRect();
    setAt(corner && at === null ? { x: corner.left, y: corner.bottom + 2 } : null);
  };
  return (
    <span ref={setOpener}>
      <IconButton
        icon="down"
        className="narrow"
        label={`In a new tab: ${trusted ? 'full rights' : 'sandboxed'}`}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={open}
      />
      {at === null ? null : (
        <Menu
          label="Pages in a new tab"
          at={at}
          opener={opener}
          close={() => {
            setAt(null);
            opener?.querySelector('button')?.focus();
          }}
          items={[
            {
              name: 'Full rights',
              hint: 'For programs you wrote or trust. Scripts of their pages can do what Pinwire can: read and change what it keeps in this browser.',
              checked: trusted,
              choose: () => trust.choose(true),
            },
            {
              name: 'Sandboxed',
              hint: 'For programs from elsewhere. Links, forms and pictures work; scripts cannot ask the board for anything.',
              checked: !trusted,
              choose: () => trust.choose(false),
            },
          ]}
        />
      )}
    </span>
  );
}
