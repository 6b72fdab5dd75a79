import { describe, expect, it, vi } from 'vitest';
import type { OpenSocket, WispSocketHandlers } from '../net/wisp/socket';
import { openLater } from './late-socket';

const URL = 'ws://127.0.0.1:7/wisp/';

function handlers(): WispSocketHandlers {
  return { onMessage: vi.fn<(bytes: Uint8Array) => void>(), onClose: vi.fn<() => void>() };
}

describe('a socket whose code is loaded for it', () => {
  it('is opened as asked, and sends and closes from then on', async () => {
    const socket = { send: vi.fn<(bytes: Uint8Array) => void>(), close: vi.fn<() => void>() };
    const open = vi.fn<OpenSocket>(() => socket);
    const given = handlers();
    const late = openLater(() => Promise.resolve(open))(URL, ['wisp'], given);
    await vi.waitFor(() => expect(open).toHaveBeenCalledWith(URL, ['wisp'], given));
    late.send(Uint8Array.of(1));
    late.close();
    expect(socket.send).toHaveBeenCalledWith(Uint8Array.of(1));
    expect(socket.close).toHaveBeenCalledOnce();
  });

  it('is not opened when it was closed before', async () => {
    const open = vi.fn<OpenSocket>();
    const given = handlers();
    openLater(() => Promise.resolve(open))(URL, [], given).close();
    await vi.waitFor(() => expect(given.onClose).toHaveBeenCalledOnce());
    expect(open).not.toHaveBeenCalled();
  });

  it.each([
    ['cannot be loaded', () => Promise.reject(new Error('no such file'))],
    [
      'cannot be opened',
      () =>
        Promise.resolve(() => {
          throw new SyntaxError('no WebSocket has this address');
        }),
    ],
  ])('is closed when it %s', async (_, load) => {
    const given = handlers();
    openLater(load)(URL, [], given);
    await vi.waitFor(() => expect(given.onClose).toHaveBeenCalledOnce());
  });

  it('throws at once for what is no address', () => {
    expect(() => openLater(() => Promise.reject(new Error()))('nowhere', [], handlers())).toThrow(TypeError);
  });
});
