import type { Translation } from '../areas';
import { page } from './page';

export const german: Translation = { page };
