import { useId, useRef, useState } from 'react';
import { entryIn } from '../../../lessons/lesson-entry';
import { bytesInWords } from '../../../lessons/packs/limits';
import { packs as packWords } from '../../../words/en/packs';
import { wordsOf } from '../../../words/spoken';
import { Button } from '../../common/button';
import { useCell } from '../../common/cell';
import { useLanguage } from '../../common/use-language';
import { Dialog } from '../../common/dialog';
import { TextField } from '../../common/text-field';
import { whoseOf } from './drafts';
import { chosenFolder, single, takeDropped, type Dropped } from './dropped';
import type { PackRecord } from './kept-packs';
import type { Packs } from './packs';

/** How lessons are added, and those that were. */
export function PackList({ packs }: { packs: Packs }) {
  const words = wordsOf(packWords);
  const { packs: records, unkept } = useCell(packs.library.state);
  const take = (given: Dropped | null): void => {
    packs.list(false);
    if (given) void takeDropped(packs, given);
  };
  return (
    <Dialog
      title={words.listTitle}
      close={() => packs.list(false)}
      buttons={
        <Button look="outlined" onClick={() => packs.list(false)}>
          {words.close}
        </Button>
      }
    >
      <AddressForm packs={packs} />
      <p className="pack-ways">
        <FileButton name={words.zipFile} zip take={take} />
        <FileButton name={words.folder} zip={false} take={take} />
        <span>{words.orDrop}</span>
      </p>
      <h3>{words.here}</h3>
      {records.length === 0 ? <p>{words.none}</p> : null}
      <ul className="pack-records">
        {records.map((record) => (
          <PackRow key={record.id} packs={packs} record={record} />
        ))}
      </ul>
      {unkept === null ? null : <p role="alert">{words.unkept(unkept)}</p>}
    </Dialog>
  );
}

const EXAMPLE = 'https://school.example/lessons/';

function AddressForm({ packs }: { packs: Packs }) {
  const words = wordsOf(packWords);
  const id = useId();
  const [address, setAddress] = useState('');
  return (
    <form
      className="pack-address"
      onSubmit={(event) => {
        event.preventDefault();
        packs.list(false);
        void packs.bring(address);
      }}
    >
      <label htmlFor={id}>{words.address}</label>
      <span>
        <TextField
          id={id}
          inputMode="url"
          autoFocus
          required
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          placeholder={EXAMPLE}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button type="submit" look="primary">
          {words.addAddress}
        </Button>
      </span>
    </form>
  );
}

interface FileButtonProps {
  name: string;
  zip: boolean;
  take: (given: Dropped | null) => void;
}

function FileButton({ name, zip, take }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look="outlined" icon={zip ? 'lesson' : 'files'} onClick={() => input.current?.click()}>
        {name}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={name}
        {...(zip ? { accept: '.zip,application/zip' } : { webkitdirectory: '' })}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          const [file] = chosen;
          take(zip ? (file ? single(file) : null) : chosenFolder(chosen));
        }}
      />
    </>
  );
}

function PackRow({ packs, record }: { packs: Packs; record: PackRecord }) {
  const words = wordsOf(packWords);
  const { id, source, entries, bytes } = record;
  const language = useLanguage();
  const [asks, setAsks] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const whose = whoseOf(source);
  const update = async (): Promise<void> => {
    const outcome = await packs.update(id);
    setSaid(outcome === 'refused' ? null : outcome === 'same' ? words.same : words.updated);
  };
  return (
    <li>
      <span className="pack-record">
        <b>
          <bdi>{whose}</bdi>
        </b>
        <small>
          <bdi>{entries.map((entry) => entryIn(entry, language).title).join(', ')}</bdi>
        </small>
        <small role="status">{said ?? words.size(entries.length, bytesInWords(bytes))}</small>
      </span>
      {asks ? (
        <span className="pack-actions" role="group" aria-label={words.removeOf(whose)}>
          <span role="alert">{words.removeAsk}</span>
          <Button look="outlined" autoFocus onClick={() => setAsks(false)}>
            {words.keepThem}
          </Button>
          <Button look="danger" icon="bin" onClick={() => void packs.remove(id)}>
            {words.remove}
          </Button>
        </span>
      ) : (
        <span className="pack-actions">
          <Button
            aria-label={words.openOf(whose)}
            onClick={() => {
              packs.list(false);
              packs.choose({ slug: entries[0]?.slug ?? '', step: null });
            }}
          >
            {words.openOne}
          </Button>
          {source.kind === 'file' ? null : (
            <Button aria-label={words.updateOf(whose)} onClick={() => void update()}>
              {words.update}
            </Button>
          )}
          <Button aria-label={words.removeOf(whose)} onClick={() => setAsks(true)}>
            {words.remove}
          </Button>
        </span>
      )}
    </li>
  );
}
