import { use, useEffect, useState, type ReactNode } from 'react';
import { LAN } from '../../protocol/air';
import { captureFile } from '../../session/capture/capture';
import { Button, IconButton } from '../common/button';
import { useCell } from '../common/cell';
import { Folded } from '../common/folded';
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
  const folded = use(Folded);
  useEffect(() => (folded ? undefined : model.watch()), [model, folded]);
  const { items, opened } = useCell(model.state);
  return (
    <Pane
      name="Network"
      className="network"
      actions={
        <>
          <Button
            icon="download"
            className="network-save"
            disabled={items.length === 0}
            title="Save a capture (pcapng) for Wireshark and tshark"
            aria-label="Save capture"
            onClick={() =>
              offerFile(captureFile(model.entries), 'pinwire.pcapng', 'application/octet-stream')
            }
          >
            <span>Save capture</span>
          </Button>
          <IconButton
            icon="bin"
            label="Clear the list"
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
  const [shown, setShown] = useState(SHOWN);
  const more = Math.min(SHOWN, items.length - shown);
  return (
    <div className="network-scroller">
      <ul className="traffic" aria-label="Traffic, newest first">
        {items.slice(0, shown).map((item) => (
          <TrafficRow key={item.id} item={item} isOpen={opened.has(item.id)} onToggle={onToggle} />
        ))}
      </ul>
      {more > 0 ? (
        <Button look="outlined" className="traffic-more" onClick={() => setShown(shown + SHOWN)}>
          Show {more} older
        </Button>
      ) : (
        <NotListed />
      )}
    </div>
  );
}

function NothingYet() {
  return (
    <div className="network-empty" tabIndex={0}>
      <AirDrawing />
      <h3>Nothing is on the air yet</h3>
      <p>
        Let the board ask for a page, as in the lesson’s <code>http_get</code>, or open its own server in the
        browser. Each lookup and each connection appears here: what went each way, how long it took, who
        closed it and how.
      </p>
      <p className="network-empty-try">
        To try it at the prompt: <code>import socket; socket.getaddrinfo('micropython.org', 80)</code>
      </p>
      <NotListed />
    </div>
  );
}

/** Where one would look for it. */
function NotListed() {
  return (
    <p className="network-not-listed">
      What the board sends to itself, to <code>127.0.0.1</code> or <code>{LAN.board}</code>, does not pass its
      antenna and is not listed.
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
