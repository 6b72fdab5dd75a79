import type { Libraries } from '../protocol/libraries';
import onewireBits from './libraries/_onewire.py?raw';
import apa102 from './libraries/apa102.py?raw';
import asyncioCore from './libraries/fw_asyncio_core.py?raw';
import asyncioEvent from './libraries/fw_asyncio_event.py?raw';
import asyncioFuncs from './libraries/fw_asyncio_funcs.py?raw';
import asyncioLock from './libraries/fw_asyncio_lock.py?raw';
import asyncioStream from './libraries/fw_asyncio_stream.py?raw';
import fwTls from './libraries/fw_tls.py?raw';
import fwWebrepl from './libraries/fw__webrepl.py?raw';
import fwWebsocket from './libraries/fw_websocket.py?raw';
import fwWrapped from './libraries/fw_wrapped.py?raw';
import dht from './libraries/dht.py?raw';
import ds18x20 from './libraries/ds18x20.py?raw';
import dupterm from './libraries/public_dupterm.py?raw';
import mip from './libraries/mip.py?raw';
import neopixel from './libraries/neopixel.py?raw';
import ntptime from './libraries/ntptime.py?raw';
import onewire from './libraries/onewire.py?raw';
import asyncio from './libraries/public_asyncio.py?raw';
import requests from './libraries/requests.py?raw';
import ssd1306 from './libraries/ssd1306.py?raw';
import ssl from './libraries/ssl.py?raw';
import tls from './libraries/public_tls.py?raw';
import umqttRobust from './libraries/umqtt_robust.py?raw';
import umqttSimple from './libraries/umqtt_simple.py?raw';
import upysh from './libraries/upysh.py?raw';
import urequests from './libraries/urequests.py?raw';
import webrepl from './libraries/webrepl.py?raw';
import webreplSetup from './libraries/webrepl_setup.py?raw';
import webreplWire from './libraries/public__webrepl.py?raw';
import websocket from './libraries/public_websocket.py?raw';

/**
 * What the chip has frozen (reference/esp8266 §6) and is fetched when it is needed; tracebacks show these names. Those in
 * a folder that is called by what is imported with `:` are firmware, which runs as one (fw_library.py).
 */
export const LIBRARIES: Libraries = {
  ':asyncio/fw_asyncio_core.py': asyncioCore,
  ':asyncio/fw_asyncio_event.py': asyncioEvent,
  ':asyncio/fw_asyncio_funcs.py': asyncioFuncs,
  ':asyncio/fw_asyncio_lock.py': asyncioLock,
  ':asyncio/fw_asyncio_stream.py': asyncioStream,
  ':asyncio/public_asyncio.py': asyncio,
  '_onewire.py': onewireBits,
  ':_webrepl/fw__webrepl.py': fwWebrepl,
  ':_webrepl/public__webrepl.py': webreplWire,
  'apa102.py': apa102,
  'dht.py': dht,
  'ds18x20.py': ds18x20,
  ':dupterm/public_dupterm.py': dupterm,
  'mip/__init__.py': mip,
  'neopixel.py': neopixel,
  'ntptime.py': ntptime,
  'onewire.py': onewire,
  'requests/__init__.py': requests,
  'ssd1306.py': ssd1306,
  'ssl.py': ssl,
  ':tls/fw_wrapped.py': fwWrapped,
  ':tls/fw_tls.py': fwTls,
  ':tls/public_tls.py': tls,
  'umqtt/robust.py': umqttRobust,
  'umqtt/simple.py': umqttSimple,
  'upysh.py': upysh,
  'urequests.py': urequests,
  'webrepl.py': webrepl,
  'webrepl_setup.py': webreplSetup,
  ':websocket/fw_wrapped.py': fwWrapped,
  ':websocket/fw_websocket.py': fwWebsocket,
  ':websocket/public_websocket.py': websocket,
};
