import type { Gpio, PinState } from '../../protocol/device-state';
import { HEADER_PINS } from './header-pins';
import type { HeaderPin } from './header-pins';
import { pinMark } from './pin-words';
import type { PinMark } from './pin-words';

interface HeaderArtProps {
  readonly pins: ReadonlyMap<Gpio, PinState>;
  readonly active: Gpio | null;
}

/** Gold pads with a header pin in each; the touchable ones show their state in colour and shape. */
export function HeaderArt({ pins, active }: HeaderArtProps) {
  return (
    <g>
      {HEADER_PINS.map((place) => (
        <Pad key={`${place.side} ${place.y}`} place={place} pins={pins} active={active} />
      ))}
    </g>
  );
}

function Pad({ place, pins, active }: HeaderArtProps & { place: HeaderPin }) {
  const { gpio, x, y } = place;
  const pin = gpio === null ? undefined : pins.get(gpio);
  return (
    <g transform={`translate(${x} ${y})`}>
      {gpio !== null && gpio === active && <circle className="board-pad-active" r={1.06} />}
      <circle r={0.86} fill="url(#board-gold)" />
      {pin === undefined ? <HeaderTip /> : <PadMark mark={pinMark(pin)} />}
    </g>
  );
}

function HeaderTip() {
  return (
    <>
      <circle r={0.52} fill="#3b321c" />
      <rect x={-0.32} y={-0.32} width={0.64} height={0.64} rx={0.06} fill="#d8bd74" />
      <rect x={-0.32} y={-0.32} width={0.64} height={0.22} fill="#f0dfa9" />
    </>
  );
}

function PadMark({ mark }: { mark: PinMark }) {
  switch (mark) {
    case 'high':
      return (
        <>
          <circle r={0.86} fill="none" stroke="#0b2a18" strokeWidth={0.12} />
          <circle r={0.66} fill="#37d67a" />
          <circle r={0.24} cx={-0.2} cy={-0.22} fill="#d3ffe4" />
        </>
      );
    case 'low':
      return <circle r={0.6} fill="#101113" stroke="#f1ead4" strokeWidth={0.16} />;
    case 'floating':
      return (
        <>
          <circle r={0.92} fill="#17181a" />
          <circle r={0.74} fill="none" stroke="#ffb938" strokeWidth={0.34} strokeDasharray="0.58 0.582" />
        </>
      );
    case 'conflict':
      return (
        <>
          <circle r={0.94} fill="#e5383b" stroke="#ffb3b3" strokeWidth={0.1} />
          <path d="M-.38-.38.38.38M.38-.38-.38.38" stroke="#fff" strokeWidth={0.24} strokeLinecap="round" />
        </>
      );
  }
}
