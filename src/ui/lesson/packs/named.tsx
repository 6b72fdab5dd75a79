import { Marked } from '../../common/marked';

/**
 * A message with a name of others in place of its mark `<whose>`. Letters that are written from right to left stay
 * within the name, and do not turn the sentence around.
 */
export function Named({ text, whose }: { text: string; whose: string }) {
  const name = () => (
    <b>
      <bdi>{whose}</bdi>
    </b>
  );
  return <Marked text={text} marks={{ whose: name }} />;
}
