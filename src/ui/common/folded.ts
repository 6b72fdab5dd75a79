import { createContext } from 'react';

/** Whether a part of the layout around this is folded away, so that nothing of it is seen but a header. */
export const Folded = createContext(false);
