import type { ComponentProps } from 'react';
import './text-field.css';

type TextFieldProps = Omit<ComponentProps<'input'>, 'className' | 'type'>;

/** A line to write in, in a form. */
export function TextField(props: TextFieldProps) {
  return <input type="text" className="text-field" {...props} />;
}
