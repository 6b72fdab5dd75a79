import { Preview } from './preview/preview';
import { previewSurroundings } from './preview/surroundings';
import type { Part } from './part';

declare const self: ServiceWorkerGlobalScope;

const parts: readonly Part[] = [new Preview(previewSurroundings(self))];

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  for (const part of parts) {
    const answer = part.answer({
      request: event.request,
      clientId: event.clientId,
      resultingClientId: event.resultingClientId,
      waitUntil: (work) => event.waitUntil(work),
    });
    if (answer === null) continue;
    event.respondWith(answer);
    return;
  }
});

self.addEventListener('message', (event) => {
  const said = {
    data: event.data as unknown,
    clientId: event.source instanceof Client ? event.source.id : null,
    ports: event.ports,
    waitUntil: (work: Promise<unknown>) => event.waitUntil(work),
  };
  parts.some((part) => part.hear(said));
});
