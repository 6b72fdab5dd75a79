import type { Part } from '../part';

/** Pages below `device/`: answered by the board of the tab that is named in their address. */
export class Preview implements Part {
  answer(): Response | Promise<Response> | null {
    return null;
  }

  hear(): boolean {
    return false;
  }
}
