import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { conditions as words } from '../../words/en/conditions';
import { CONDITION_PRESETS, GOOD_CONDITIONS, lanConditions } from '../../protocol/lan-conditions';
import { FakeSession } from '../fake-session.test-helpers';
import {
  bandwidthAt,
  bandwidthPlace,
  CHOICES,
  choiceOf,
  conditionsOf,
  LAST_BANDWIDTH,
} from './condition-choices';
import { Conditions, ConditionsChip } from './conditions';
import { conditionsWords } from './conditions-words';

function shown(change = {}): { control: string; chip: string } {
  const session = new FakeSession();
  session.setConditions(lanConditions(change));
  return {
    control: renderToStaticMarkup(<Conditions session={session} />),
    chip: renderToStaticMarkup(<ConditionsChip session={session} />),
  };
}

describe('a good network', () => {
  const { control, chip } = shown();

  test('is chosen, and takes no more room than that', () => {
    expect(control).toContain('<option value="good" selected="">Good network</option>');
    expect(control).not.toContain('Back to good');
    expect(control).not.toContain('range');
    expect(control).toContain('role="status"></p>');
    expect(chip).toBe('');
  });

  test('can be exchanged for each of the others', () => {
    for (const kind of CHOICES) expect(control).toContain(words.english.choices[kind]);
  });
});

test.each([
  [
    CONDITION_PRESETS.slowPhone,
    'Slow phone',
    'Packets take 300 to 500 ms and pass at 64 kbit/s. 1% of packets get lost.',
  ],
  [CONDITION_PRESETS.lossyWifi, 'Lossy Wi-Fi', 'Packets take 5 to 45 ms. 15% of packets get lost.'],
  [CONDITION_PRESETS.nameServerDown, 'Name server down', 'The name server does not answer.'],
  [CONDITION_PRESETS.linkDown, 'Wi-Fi gone', 'The access point is switched off.'],
  [{ hostsDown: ['echo.test'] }, 'Host does not answer', 'No answer comes from echo.test.'],
])('%j is shown as “%s”, with what it means', (change, name, words) => {
  const { control, chip } = shown(change);
  expect(control).toContain(`selected="">${name}</option>`);
  expect(control).toContain('data-good="false"');
  expect(control).toContain('Back to good');
  expect(control).toContain(words);
  expect(chip).toContain(name);
  expect(chip).toContain(words);
});

test('what has no name shows its sliders, their values in words', () => {
  const { control, chip } = shown({ latency: 120, bandwidth: 2_000, loss: 3 });
  expect(control).toContain('selected="">Custom</option>');
  expect(control.match(/aria-valuetext="[^"]*"/g)).toEqual([
    'aria-valuetext="120 ms"',
    'aria-valuetext="2 Mbit/s"',
    'aria-valuetext="3%"',
  ]);
  expect(chip).toContain('Bad network');
});

test('a host that is down and not in the list can be seen, too', () => {
  expect(shown({ hostsDown: ['192.168.1.1'] }).control).toContain('<option selected="">192.168.1.1</option>');
});

test('every choice sets what is called so', () => {
  for (const kind of CHOICES) {
    const set = conditionsOf(kind, GOOD_CONDITIONS);
    expect(choiceOf(set)).toBe(kind === 'custom' ? 'good' : kind);
  }
});

test('custom begins with what the sliders can show of what was there', () => {
  expect(conditionsOf('custom', CONDITION_PRESETS.slowPhone)).toEqual(CONDITION_PRESETS.slowPhone);
  expect(conditionsOf('custom', lanConditions({ dns: 'fails', loss: 2 }))).toEqual(
    lanConditions({ loss: 2 }),
  );
});

test('the bandwidth slider has a stop for each of its values', () => {
  for (let place = 0; place <= LAST_BANDWIDTH; place++)
    expect(bandwidthPlace(bandwidthAt(place))).toBe(place);
  expect([bandwidthPlace(8), bandwidthPlace(100)]).toEqual([0, 2]);
});

test.each([
  [{}, ''],
  [{ latency: 100 }, 'Packets take 100 ms.'],
  [
    { dns: 'fails' as const, loss: 20 },
    '20% of packets get lost. The name server has no address for any name.',
  ],
  [{ loss: 100, latency: 5 }, 'Every packet gets lost.'],
])('%j in words: %s', (change, words) => {
  expect(conditionsWords(lanConditions(change))).toBe(words);
});
