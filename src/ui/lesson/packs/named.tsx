/**
 * A sentence of ours with a name of others in it, at `<b>{whose}</b>`. Letters that are written from right to left stay
 * within the name, and do not turn the sentence around.
 */
export function Named({ text, whose }: { text: string; whose: string }) {
  const [before = '', after = ''] = text.split('<b>{whose}</b>');
  return (
    <>
      {before}
      <b>
        <bdi>{whose}</bdi>
      </b>
      {after}
    </>
  );
}
