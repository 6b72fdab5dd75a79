import { expect, test } from 'vitest';
import { VIRTUAL_HOSTS } from '../protocol/virtual-hosts';
import { unknownName } from './unknown-name';

test('whoever asks for a name that nobody has is told the names that there are', () => {
  const { feature, text } = unknownName('example.com');
  expect(feature).toBe('name example.com');
  expect(text).toContain('“example.com”');
  for (const { name } of VIRTUAL_HOSTS) expect(text).toContain(name);
});
