import { BrowserModel, type BrowserParts } from '../browser/browser-model';
import { NetworkModel } from '../network/network-model';

/** What shows how the board fares in the world. Nothing of it is needed for the first prompt. */
export interface Views {
  readonly browser: BrowserModel;
  readonly network: NetworkModel;
}

export function openViews(parts: BrowserParts): Views {
  return { browser: new BrowserModel(parts), network: new NetworkModel(parts.session) };
}
