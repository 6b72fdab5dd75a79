import type { VariableValue } from '../../protocol/variables';
import type { Check } from '../lesson-data';

type Asked = NonNullable<Check['variable']>;

/** Floats of the chip keep about six digits. */
const TOLERANCE = 1e-5;

export function isVariable(value: VariableValue | null, asked: Asked): boolean {
  if (asked.absent === true || value === null) return asked.absent === true && value === null;
  const { is, type, at_least: least, at_most: most, contains, length } = asked;
  if (is !== undefined && !equals(value, is)) return false;
  if (type !== undefined && type !== (value.type === 'other' ? value.name : value.type)) return false;
  if (contains !== undefined && !(isText(value) && value.value.includes(contains))) return false;
  if (length !== undefined && !('length' in value && value.length === length)) return false;
  if (least === undefined && most === undefined) return true;
  const number = numberOf(value);
  return number !== null && number >= (least ?? -Infinity) && number <= (most ?? Infinity);
}

function equals(value: VariableValue, is: NonNullable<Asked['is']> | null): boolean {
  if (is === null) return value.type === 'NoneType';
  if (typeof is === 'boolean') return value.type === 'bool' && value.value === is;
  if (typeof is === 'string') return isText(value) && value.value === is && value.length <= is.length;
  const number = numberOf(value);
  return number !== null && Math.abs(number - is) <= TOLERANCE * Math.abs(is);
}

const isText = (value: VariableValue): value is Extract<VariableValue, { type: 'str' | 'bytes' }> =>
  value.type === 'str' || value.type === 'bytes';

function numberOf(value: VariableValue): number | null {
  if (value.type === 'float') return value.value;
  return value.type === 'int' && value.value !== null ? Number(value.value) : null;
}
