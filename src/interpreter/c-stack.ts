import type { Wasm } from './wasm';

/** The C stack as the chip has it (reference/esp8266 §5), and what `mem_info()` says of it at the prompt there. */
export const CHIP_STACK = 8_192;
const CHIP_AT_PROMPT = 2_080;
/** The same of this interpreter: its limit (ports/webassembly/main.c), and what is in use when the prompt asks. */
const LIMIT = 32 * 1024;
const AT_PROMPT = 1_290;

/** How much of the chip's stack the program would use: as much of what the prompt leaves as it uses of ours. */
export function chipStackUse(wasm: Wasm): number {
  const used = wasm.emscripten_stack_get_base() - wasm.emscripten_stack_get_current();
  const part = (used - AT_PROMPT) / (LIMIT - AT_PROMPT);
  return 16 * Math.round((CHIP_AT_PROMPT + part * (CHIP_STACK - CHIP_AT_PROMPT)) / 16);
}
