import { expect, test } from 'vitest';
import { redirectLocation } from './page-location';

test.each([
  ["location.href = '/on'", "pinwireLocation.href = '/on'"],
  ["window.location='/on'", "pinwireLocation.href='/on'"],
  ['document.location.reload()', 'pinwireLocation.reload()'],
  ["if (location.pathname === '/') x()", "if (pinwireLocation.pathname === '/') x()"],
])('%s goes by way of the pane', (script, redirected) => {
  expect(redirectLocation(script)).toBe(redirected);
});

test.each(['sensor.location = 1', 'let location = 1', 'location == null', '"Unknown location. Sorry"'])(
  '%s stays as it is',
  (script) => {
    expect(redirectLocation(script)).toBe(script);
  },
);
