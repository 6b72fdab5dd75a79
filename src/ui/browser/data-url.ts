import type { HttpResponse } from '../../protocol/http';
import { contentOf } from './content';

/** A file of the board as an address that holds it. A script is one whatever the server calls it. */
export function dataUrl(response: Pick<HttpResponse, 'headers' | 'body'>, script: boolean): string {
  let binary = '';
  for (const byte of response.body) binary += String.fromCharCode(byte);
  const { type, charset } = contentOf(response);
  const media = script ? `text/javascript;charset=${charset}` : type;
  return `data:${media};base64,${btoa(binary)}`;
}
