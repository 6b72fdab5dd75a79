/** What `help()` prints: the shape of the chip's text, its commands and its example (reference/esp8266 §1.5). */
export const HELP = `Welcome to MicroPython on a simulated ESP8266!

The documentation is at https://docs.micropython.org/

To see what this board is and has, run 'import port_diag'.

Basic WiFi configuration:

import network
sta_if = network.WLAN(network.WLAN.IF_STA); sta_if.active(True)
sta_if.scan()                             # which networks are there
sta_if.connect("<network>", "<password>") # join one of them
sta_if.isconnected()                      # has it worked?
# The name and password of the board's own network:
ap_if = network.WLAN(network.WLAN.IF_AP)
ap_if.config(ssid="<name>", security=network.AUTH_WPA_WPA2_PSK, key="<password>")

Control commands:
  CTRL-A        -- on an empty line, go to raw REPL mode
  CTRL-B        -- on an empty line, go back to normal REPL mode
  CTRL-C        -- interrupt the program that runs
  CTRL-D        -- on an empty line, reset the board softly
  CTRL-E        -- on an empty line, go to paste mode

To learn more about an object, type help(obj)
`;

/** The chip's modules (reference/esp8266 §6) that this board has. */
const MODULES = [
  '__main__',
  'array',
  'binascii',
  'builtins',
  'collections',
  'deflate',
  'errno',
  'framebuf',
  'gc',
  'hashlib',
  'heapq',
  'io',
  'json',
  'lwip',
  'machine',
  'math',
  'micropython',
  'network',
  'os',
  'platform',
  'random',
  're',
  'select',
  'socket',
  'struct',
  'sys',
  'time',
  'uctypes',
  'vfs',
];
const COLUMNS = 4;
const WIDTH = 18;

/** What `help('modules')` prints: columns from top to bottom, as MicroPython lays them out. */
export function helpModules(): string {
  const rows = Math.ceil(MODULES.length / COLUMNS);
  const lines = Array.from({ length: rows }, (_, row) =>
    MODULES.filter((_name, index) => index % rows === row)
      .map((name) => name.padEnd(WIDTH))
      .join('')
      .trimEnd(),
  );
  return `${lines.join('\n')}\nPlus any modules on the filesystem\n`;
}
