import { PROTOCOL_VERSION } from '../../protocol/version';
import type { CarrierFound } from '../../session/carrier-choice';
import { carrierWords } from './carrier-words';
import type { Facts } from './diagnostics';

/** What the build knows of itself. */
export interface Release {
  readonly version: string;
  readonly commit: string;
  readonly micropython: string;
}

/** The page and its surroundings, as they are now. */
export function pageFacts(release: Release, view: Window, carrier: CarrierFound): Facts {
  const { navigator, screen, document } = view;
  return [
    ['page', `${release.version}, commit ${release.commit}, protocol ${PROTOCOL_VERSION}`],
    ['interpreter', `MicroPython ${release.micropython}`],
    ['browser', navigator.userAgent],
    ['carrier', carrierWords(carrier)],
    [
      'window',
      `${view.innerWidth} × ${view.innerHeight} of ${screen.width} × ${screen.height}, × ${view.devicePixelRatio}`,
    ],
    [
      'state',
      `${document.visibilityState}, ${navigator.onLine ? 'online' : 'offline'}, ${navigator.language}`,
    ],
  ];
}
