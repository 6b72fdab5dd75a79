import { useId } from 'react';
import { lanConditions, type ConditionsChange, type LanConditions } from '../../protocol/lan-conditions';
import { conditions as conditionsArea } from '../../words/en/conditions';
import { wordsOf } from '../../words/spoken';
import { bandwidthAt, bandwidthPlace, LAST_BANDWIDTH } from './condition-choices';
import { bandwidthWords } from './conditions-words';

interface CustomConditionsProps {
  conditions: LanConditions;
  onChange: (conditions: LanConditions) => void;
}

/** Sliders for what has a measure. */
export function CustomConditions({ conditions, onChange }: CustomConditionsProps) {
  const says = wordsOf(conditionsArea);
  const { latency, bandwidth, loss } = conditions;
  const change = (part: ConditionsChange) => onChange(lanConditions({ ...conditions, ...part }));
  return (
    <div className="conditions-sliders">
      <Slider
        name={says.latency}
        words={says.milliseconds(latency)}
        value={latency}
        most={2_000}
        step={10}
        onChange={(value) => change({ latency: value })}
      />
      <Slider
        name={says.bandwidth}
        words={bandwidthWords(bandwidth)}
        value={bandwidthPlace(bandwidth)}
        most={LAST_BANDWIDTH}
        step={1}
        onChange={(value) => change({ bandwidth: bandwidthAt(value) })}
      />
      <Slider
        name={says.loss}
        words={says.percent(loss)}
        value={loss}
        most={50}
        step={1}
        onChange={(value) => change({ loss: value })}
      />
    </div>
  );
}

interface SliderProps {
  name: string;
  /** The value with its unit. */
  words: string;
  value: number;
  most: number;
  step: number;
  onChange: (value: number) => void;
}

function Slider({ name, words, value, most, step, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className="conditions-slider">
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        step={step}
        value={value}
        aria-valuetext={words}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <span aria-hidden="true">{words}</span>
    </div>
  );
}
