import type { Gpio, PinState } from '../../protocol/device-state';
import { board } from '../../words/en/board';
import { wordsOf } from '../../words/spoken';
import { HeaderArt } from './header-art';
import { GPIO_ORDER, headerPin } from './header-pins';
import { isLedLit } from './leds';
import { ModuleArt } from './module-art';
import { PartsArt } from './parts-art';
import { ArtDefinitions, SilkScreen, Substrate } from './pcb-art';
import { SCENE } from './scene';
import { JumperWires, Leads, RailStrip, SupplyWires } from './wiring-art';

interface BoardDrawingProps {
  readonly pins: readonly PinState[];
  readonly wires: readonly PinState[];
  readonly active: Gpio | null;
  readonly flashHeld: boolean;
  readonly resetHeld: boolean;
  readonly onHover: (gpio: Gpio | null) => void;
  readonly onClick: (gpio: Gpio) => void;
}

/** The picture. Its pads answer to the pointer too, for who aims at the board; the tags are the real buttons. */
export function BoardDrawing({
  pins,
  wires,
  active,
  flashHeld,
  resetHeld,
  onHover,
  onClick,
}: BoardDrawingProps) {
  const byGpio = new Map(pins.map((pin) => [pin.gpio, pin]));
  const moduleLed = isLedLit(byGpio.get(2));
  const boardLed = isLedLit(byGpio.get(16));
  return (
    <svg
      className="board-drawing"
      viewBox={`${SCENE.left} ${SCENE.top} ${SCENE.width} ${SCENE.height}`}
      role="img"
      aria-label={wordsOf(board).drawing(moduleLed, boardLed)}
    >
      <ArtDefinitions />
      <Leads active={active} />
      <RailStrip />
      <Substrate />
      <SilkScreen />
      <PartsArt ledLit={boardLed} flashHeld={flashHeld} resetHeld={resetHeld} />
      <ModuleArt ledLit={moduleLed} />
      <HeaderArt pins={byGpio} active={active} />
      <SupplyWires />
      <JumperWires pins={wires} />
      {GPIO_ORDER.map((gpio) => {
        const { x, y } = headerPin(gpio);
        return (
          <rect
            key={gpio}
            className="board-pad-target"
            x={x - 3}
            y={y - 1.27}
            width={4.57}
            height={2.54}
            onPointerEnter={() => onHover(gpio)}
            onPointerLeave={() => onHover(null)}
            onClick={() => onClick(gpio)}
          />
        );
      })}
    </svg>
  );
}
