import type { Translation } from '../areas';
import { activity } from './activity';
import { faults } from './faults';
import { noBoard } from './no-board';
import { page } from './page';
import { site } from './site';

export const german: Translation = { activity, faults, noBoard, page, site };
