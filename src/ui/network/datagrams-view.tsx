import { useMemo } from 'react';
import { boardEnd, farEnd } from '../../protocol/network-log';
import { network } from '../../words/en/network';
import { page } from '../../words/en/page';
import { wordsOf } from '../../words/spoken';
import { joined } from './payload';
import { PayloadView } from './payload-view';
import { SequenceChart } from './sequence-chart';
import { stepsOf } from './steps';
import type { Datagrams } from './traffic';
import { endpointWords, farName } from './words';

/** Datagrams between two ends: which came when, and what the newest one holds. */
export function DatagramsView({ exchange }: { exchange: Datagrams }) {
  const words = wordsOf(network);
  const steps = useMemo(() => stepsOf(exchange.entries), [exchange]);
  const newest = exchange.entries.at(-1);
  const name = farName(exchange);
  return (
    <div className="conversation-view">
      <SequenceChart
        steps={steps}
        startedAt={exchange.startedAt}
        board={{ name: wordsOf(page).parts.Board, address: endpointWords(boardEnd(exchange)) }}
        far={{ name, address: endpointWords(farEnd(exchange)) }}
      />
      {newest === undefined ? null : (
        <section className="said" aria-label={words.newest}>
          <h4>
            {words.newestShort} <span>{words.by(newest.by === 'board' ? null : name)}</span>
          </h4>
          <PayloadView bytes={joined([newest])} total={newest.bytes.length} label={words.datagram} />
        </section>
      )}
    </div>
  );
}
