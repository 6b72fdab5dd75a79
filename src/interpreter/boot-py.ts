/** The one file of a flash that was just set up: 9 lines, 228 bytes (reference/esp8266 §1.3). */
export const BOOT_PY = `# Runs first at each start of the board, a wake-up from deepsleep too
#import esp
#esp.osdebug(None)
import os, machine
#os.dupterm(None, 1) # takes the prompt off UART(0)
import gc
#import webrepl
#webrepl.start()
gc.collect()
`;
