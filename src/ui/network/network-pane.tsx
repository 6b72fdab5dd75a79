import { use, useEffect, useState, type ReactNode } from 'react';
import { LAN } from '../../protocol/air';
import { captureFile } from '../../session/capture/capture';
import { network } from '../../words/en/network';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { Button, IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Folded } from '../common/folded';
import { Marked } from '../common/marked';
import { offerFile } from '../common/offer-file';
import { Pane } from '../common/pane';
import type { NetworkModel } from './network-model';
import type { TrafficItem } from './traffic';
import { TrafficRow } from './traffic-row';
import './network.css';

/** So many items are drawn at first, and so many more each time. */
const SHOWN = 50;

interface NetworkPaneProps {
  model: NetworkModel;
  actions?: ReactNode;
  /** Sets the conditions of the LAN; stands below the header. */
  conditions?: ReactNode;
}

/** What passes the board's antenna, as it happens. The log is watched only while this is to be seen. */
export function NetworkPane({ model, actions, conditions }: NetworkPaneProps) {
  const words = wordsOf(network);
  const folded = use(Folded);
  useEffect(() => (folded ? undefined : model.watch()), [model, folded]);
  const { items, opened } = useCell(model.state);
  return (
    <Pane
      name={wordsOf(page).parts.Network}
      className="network"
      actions={
        <>
          <Button
            icon="download"
            className="network-save"
            disabled={items.length === 0}
            title={words.saveTip}
            aria-label={words.save}
            onClick={() =>
              offerFile(captureFile(model.entries), 'pinwire.pcapng', 'application/octet-stream')
            }
          >
            <span>{words.save}</span>
          </Button>
          <IconButton
            icon="bin"
            label={words.clear}
            disabled={items.length === 0}
            onClick={() => model.clear()}
          />
          {actions}
        </>
      }
    >
      {conditions ? <div className="network-conditions">{conditions}</div> : null}
      {items.length === 0 ? (
        <NothingYet />
      ) : (
        <TrafficList items={items} opened={opened} onToggle={(id) => model.toggle(id)} />
      )}
    </Pane>
  );
}

interface TrafficListProps {
  items: readonly TrafficItem[];
  opened: ReadonlySet<number>;
  onToggle: (id: number) => void;
}

function TrafficList({ items, opened, onToggle }: TrafficListProps) {
  const words = wordsOf(network);
  const [shown, setShown] = useState(SHOWN);
  const more = Math.min(SHOWN, items.length - shown);
  return (
    <div className="network-scroller">
      <ul className="traffic" aria-label={words.list}>
        {items.slice(0, shown).map((item) => (
          <TrafficRow key={item.id} item={item} isOpen={opened.has(item.id)} onToggle={onToggle} />
        ))}
      </ul>
      {more > 0 ? (
        <Button look="outlined" className="traffic-more" onClick={() => setShown(shown + SHOWN)}>
          {words.showOlder(more)}
        </Button>
      ) : (
        <NotListed />
      )}
    </div>
  );
}

const TRY_IT = "import socket; socket.getaddrinfo('micropython.org', 80)";

function NothingYet() {
  const words = wordsOf(network);
  return (
    <div className="network-empty">
      <AirDrawing />
      <h3>{words.nothing}</h3>
      <p>
        <Marked text={words.nothingTodo} />
      </p>
      <p className="network-empty-try">
        <Marked text={words.tryIt(TRY_IT)} />
      </p>
      <NotListed />
    </div>
  );
}

/** Where one would look for it. */
function NotListed() {
  return (
    <p className="network-not-listed">
      <Marked text={wordsOf(network).notListed('127.0.0.1', LAN.board)} />
    </p>
  );
}

/** A sequence chart in small: the board asks, a host answers, both close. */
function AirDrawing() {
  return (
    <svg className="network-drawing" viewBox="0 0 160 72" width="160" height="72" aria-hidden="true">
      <path d="M20 8v60M140 8v60" />
      <path d="M20 18l118 8m-7-4l7 4-7 3M140 36l-118 8m7-4l-7 4 7 3M20 54l118 8m-7-4l7 4-7 3" />
      <circle cx="20" cy="6" r="4" />
      <rect x="136" y="2" width="8" height="8" rx="1.5" />
    </svg>
  );
}
