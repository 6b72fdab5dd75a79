import { expect, test } from 'vitest';
import { SERVER_NAMES } from './servers';
import { soak } from './soak';

test('a board that serves thousands of clients, bad ones among them, answers right and loses nothing', async () => {
  const say = (): void => undefined;
  const report = await soak({ servers: SERVER_NAMES, requests: 8_000, seed: 7, seconds: 20, say });
  for (const server of SERVER_NAMES) {
    const served = report.servers[server];
    expect(served?.problems).toEqual([]);
    expect(served?.right).toBeGreaterThan(500);
  }
}, 90_000);
