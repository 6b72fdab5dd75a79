import { useEffect, useRef, useState } from 'react';
import { browser } from '../../words/en/browser';
import { wordsOf } from '../../words/spoken';
import { pageClock } from '../common/page-clock';
import type { BrowserModel, Page } from './browser-model';
import frameUrl from './frame.html?url&no-inline';
import { FrameDelivery, readFrameReady, type Sandbox } from './frame-delivery';
import { readFrameMessage } from './frame-messages';

interface PageFrameProps {
  model: BrowserModel;
  page: Extract<Page, { kind: 'html' }>;
}

/** As tools/hosting.mjs has it for the header. */
const SANDBOX = 'allow-scripts allow-forms';

/** The board's page, without our origin: its scripts can reach nothing of ours but the messages checked here. */
export function PageFrame({ model, page }: PageFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [sandbox, setSandbox] = useState(firstWay);
  useEffect(() => {
    let greeted = false;
    let loads = 0;
    const send = (message: object) => frame.current?.contentWindow?.postMessage(message, '*');
    const delivery = new FrameDelivery({
      clock: pageClock,
      first: firstWay(),
      give: () => send({ pinwireDocument: page.document.html }),
      remake: setSandbox,
      fail: () => model.frameFailed(),
    });
    const onMessage = (event: MessageEvent<unknown>) => {
      // The frame's origin is opaque, so its window and the page's own random token are what tells it apart.
      if (event.source === null || event.source !== frame.current?.contentWindow) return;
      const ready = readFrameReady(event.data);
      if (ready !== null) delivery.ready(ready.sandboxed);
      const message = readFrameMessage(event.data, page.token);
      if (message === null) return;
      if (message.kind === 'hello') greeted = true;
      void model.receive(message).then((answer) => {
        if (answer === null) return;
        if ('scrollTo' in answer) send({ pinwire: page.token, kind: 'scroll', fragment: answer.scrollTo });
        else send({ pinwire: page.token, kind: 'reply', id: answer.id, reply: answer.reply });
      });
    };
    // The first load after our shim has said hello is that of the page; a further one is none of ours.
    const onLoad = (event: Event) => {
      if (event.target !== frame.current) return;
      delivery.loaded();
      if (greeted && ++loads > 1) model.leftThePage();
    };
    window.addEventListener('message', onMessage);
    // Load events do not bubble, and the frame is made anew when it is sandboxed in the other way.
    document.addEventListener('load', onLoad, { capture: true });
    return () => {
      window.removeEventListener('message', onMessage);
      document.removeEventListener('load', onLoad, { capture: true });
      delivery.dispose();
    };
  }, [model, page]);

  return (
    <iframe
      key={sandbox}
      ref={frame}
      className="browser-page browser-frame"
      title={wordsOf(browser).frame}
      sandbox={sandbox === 'attribute' ? SANDBOX : undefined}
      src={frameUrl}
    />
  );
}

/** Where a service worker has the page, it answers for the frame too, and may be the only one who can. */
function firstWay(): Sandbox {
  try {
    return navigator.serviceWorker.controller === null ? 'attribute' : 'header';
  } catch {
    // There are none over http, and in a foreign sandbox merely asking for them throws.
    return 'attribute';
  }
}
