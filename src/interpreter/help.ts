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

/** The chip's modules (reference/esp8266 §6), those in C and those in Python, as their files are called. */
const MODULES = (
  '__main__ _asyncio _boot _espnow _onewire _webrepl apa102 ' +
  'array asyncio/__init__ asyncio/core asyncio/event asyncio/funcs asyncio/lock asyncio/stream ' +
  'binascii btree builtins collections cryptolib deflate dht ' +
  'ds18x20 errno esp espnow flashbdev framebuf gc ' +
  'hashlib heapq inisetup io json lwip machine ' +
  'math micropython mip/__init__ neopixel network ntptime onewire ' +
  'os platform port_diag random re requests/__init__ select ' +
  'socket ssd1306 ssl struct sys time tls ' +
  'uasyncio uctypes umqtt/robust umqtt/simple upysh urequests vfs ' +
  'webrepl webrepl_setup websocket'
).split(' ');
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
