import { useCallback, useState, useSyncExternalStore } from 'react';
import { browser } from '../../words/en/browser';
import { wordsOf } from '../../words/spoken';
import { IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Icon } from '../common/icon';
import { Menu } from '../common/menu';
import { useSession } from '../common/use-session';
import type { BrowserModel } from './browser-model';
import { tabLink } from './tab-link';

/** A real link, so that everything works on it that works on links: middle click, Ctrl-click, its context menu. */
export function TabButton({ model, url }: { model: BrowserModel; url: string }) {
  const label = wordsOf(browser).newTab;
  const { tabs, site } = model;
  const subscribe = useCallback((onChange: () => void) => tabs.subscribe(onChange), [tabs]);
  const known = () => tabs.prefix(80);
  useSyncExternalStore(subscribe, known, known);
  const link = tabLink(url, tabs, useCell(site));
  if ('why' in link) {
    return (
      <IconButton
        icon="tab"
        label={label}
        title={link.why()}
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
        aria-label={label}
        title={label}
      >
        <Icon name="tab" />
      </a>
      <TrustMenu model={model} />
    </>
  );
}

function TrustMenu({ model }: { model: BrowserModel }) {
  const words = wordsOf(browser);
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
        label={words.inNewTab(trusted)}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={open}
      />
      {at === null ? null : (
        <Menu
          label={words.newTabPages}
          at={at}
          opener={opener}
          close={() => {
            setAt(null);
            opener?.querySelector('button')?.focus();
          }}
          items={[
            {
              name: words.trusted,
              hint: words.trustedTip,
              checked: trusted,
              choose: () => trust.choose(true),
            },
            {
              name: words.sandboxed,
              hint: words.sandboxedTip,
              checked: !trusted,
              choose: () => trust.choose(false),
            },
          ]}
        />
      )}
    </span>
  );
}
