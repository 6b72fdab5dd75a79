import { expect, test, vi } from 'vitest';
import { LibraryShelf } from './library-shelf';

test('the page is asked once, and the files of a module are those of its name', () => {
  const ask = vi.fn();
  const shelf = new LibraryShelf(ask);
  expect(shelf.paths('umqtt')).toBe(null);
  expect(shelf.paths('umqtt')).toBe(null);
  expect(ask).toHaveBeenCalledTimes(1);
  shelf.receive({ 'umqtt/simple.py': 'a', 'umqtt.py': 'b', 'umqtt2.py': 'c', 'dht.py': 'd' });
  expect(shelf.paths('umqtt')).toBe('umqtt/simple.py umqtt.py');
  expect(shelf.paths('umq')).toBe('');
  expect(shelf.text('dht.py')).toBe('d');
});

test('that they do not come is said once, and the next who asks has the page try again', () => {
  const ask = vi.fn();
  const shelf = new LibraryShelf(ask);
  shelf.paths('dht');
  shelf.receive(null);
  expect(shelf.paths('dht')).toBe(false);
  expect(shelf.paths('dht')).toBe(null);
  expect(ask).toHaveBeenCalledTimes(2);
});
