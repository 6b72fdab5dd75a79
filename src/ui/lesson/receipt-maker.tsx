import { useId, useState, type SubmitEvent } from 'react';
import { writeReceipt, type ReceiptContents } from '../../lessons/receipt';
import { receipt } from '../../words/en/receipt';
import { wordsOf } from '../../words/spoken';
import { Button } from '../common/button';
import { useCell } from '../common/cell';
import { offerFile } from '../common/offer-file';
import { TextField } from '../common/text-field';
import type { StepsModel } from './steps-model';
import './receipt-maker.css';

const LONGEST_NAME = 100;

/** At the end of a lesson: what was done, as a file to hand in. */
export function ReceiptMaker({ model, title }: { model: StepsModel; title: string }) {
  const { progress } = useCell(model.state);
  const [name, setName] = useState('');
  const field = useId();
  const words = wordsOf(receipt);
  if (progress.done.length === 0) return null;
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const contents = model.receipt(title, name.trim() === '' ? null : name.trim());
    if (contents) offer(contents, words.limits);
  };
  return (
    <details className="receipt">
      <summary>{words.title}</summary>
      <p>{words.limits}</p>
      <form onSubmit={save}>
        <label htmlFor={field}>{words.name}</label>
        <TextField
          id={field}
          value={name}
          maxLength={LONGEST_NAME}
          autoComplete="name"
          onChange={(event) => setName(event.target.value)}
        />
        <Button look="outlined" type="submit">
          {words.save}
        </Button>
      </form>
    </details>
  );
}

function offer(contents: ReceiptContents, note: string): void {
  const bytes = new TextEncoder().encode(writeReceipt(contents, note));
  offerFile(bytes, receiptFile(contents), 'application/json');
}

/** Told apart by whoever gets them of a whole class: `lamp-receipt-ada-l.json`. */
export function receiptFile({ lesson, student }: Pick<ReceiptContents, 'lesson' | 'student'>): string {
  const name = (student ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return `${lesson.slug}-receipt${name === '' ? '' : `-${name}`}.json`;
}
