import { useEffect, useRef } from 'react';
import type { BrowserModel, Page } from './browser-model';
import { readFrameMessage } from './frame-messages';

interface PageFrameProps {
  model: BrowserModel;
  page: Extract<Page, { kind: 'html' }>;
}

/** The board's page, without our origin: its scripts can reach nothing of ours but the messages checked here. */
export function PageFrame({ model, page }: PageFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    let greeted = false;
    const element = frame.current;
    const send = (message: object) =>
      element?.contentWindow?.postMessage({ pinwire: page.token, ...message }, '*');
    const onMessage = (event: MessageEvent<unknown>) => {
      // The frame's origin is opaque, so its window and the page's own random token are what tells it apart.
      if (event.source === null || event.source !== element?.contentWindow) return;
      const message = readFrameMessage(event.data, page.token);
      if (message === null) return;
      if (message.kind === 'hello') greeted = true;
      void model.receive(message).then((answer) => {
        if (answer === null) return;
        if ('scrollTo' in answer) send({ kind: 'scroll', fragment: answer.scrollTo });
        else send({ kind: 'reply', id: answer.id, reply: answer.reply });
      });
    };
    // The first load is our document, whose shim has said hello by then; a further one is none of ours.
    let loads = 0;
    const onLoad = () => {
      loads++;
      if (greeted && loads > 1) model.leftThePage();
    };
    window.addEventListener('message', onMessage);
    element?.addEventListener('load', onLoad);
    return () => {
      window.removeEventListener('message', onMessage);
      element?.removeEventListener('load', onLoad);
    };
  }, [model, page.token]);

  return (
    <iframe
      ref={frame}
      className="browser-page browser-frame"
      title="Page from the board"
      sandbox="allow-scripts allow-forms"
      srcDoc={page.document.html}
    />
  );
}
