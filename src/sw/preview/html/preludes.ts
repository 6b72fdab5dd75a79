/**
 * Scripts that go into a page before its own. They stand here as text: they run in a page, of which the service
 * worker's types know nothing. Only ASCII may be in them, since the encoding of the page is not known.
 */

/** @param script is a function of one string */
function scriptOf(script: string, argument: string): string {
  const quoted = JSON.stringify(argument)
    .replaceAll('<', '\\u003c')
    .replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `<script>(${script})(${quoted});document.currentScript.remove()</script>`;
}

/**
 * Where Pinwire lies in a folder, `location.href = '/led/on'` would leave it, and the service worker with it. Browsers
 * that have the Navigation API let it be led to the board.
 *
 * @param prefix of the board
 * @param base the path of Pinwire's folder
 */
export function keepNavigations(prefix: string, base: string): string {
  return scriptOf(
    `(text) => {
  const [prefix, base] = text.split(' ');
  window.navigation?.addEventListener('navigate', (event) => {
    const { origin, pathname, search, hash } = new URL(event.destination.url);
    if (!event.cancelable || origin !== location.origin || pathname.startsWith(base + 'device/')) return;
    event.preventDefault();
    location.href = prefix + pathname + search + hash;
  });
}`,
    `${prefix} ${base}`,
  );
}

/** What a page without an origin cannot do fails with a reason, which the page shows once. */
export function explainSandbox(reason: string): string {
  return scriptOf(
    `(reason) => {
  let told = false;
  const tell = () => {
    if (!told) {
      told = true;
      const bar = document.createElement('div');
      bar.textContent = reason;
      bar.setAttribute('role', 'status');
      bar.style.cssText = 'position:fixed;inset:auto 0 0;z-index:2147483647;padding:8px 14px;' +
        'background:#faefd6;color:#19201c;font:15px/20px system-ui,sans-serif;border-top:1px solid #805300';
      const show = () => document.body.append(bar);
      if (document.body) show();
      else document.addEventListener('DOMContentLoaded', show);
    }
    return new TypeError(reason);
  };
  const { fetch } = window;
  window.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, document.baseURI);
    return /^(?:data|blob):/.test(url.protocol) ? fetch(input, init) : Promise.reject(tell());
  };
  XMLHttpRequest.prototype.send = window.EventSource = function () {
    throw tell();
  };
}`,
    reason,
  );
}
