import type { Libraries } from '../protocol/libraries';
import onewireBits from './libraries/_onewire.py?raw';
import apa102 from './libraries/apa102.py?raw';
import dht from './libraries/dht.py?raw';
import ds18x20 from './libraries/ds18x20.py?raw';
import neopixel from './libraries/neopixel.py?raw';
import ntptime from './libraries/ntptime.py?raw';
import onewire from './libraries/onewire.py?raw';
import requests from './libraries/requests.py?raw';
import ssd1306 from './libraries/ssd1306.py?raw';
import umqttRobust from './libraries/umqtt_robust.py?raw';
import umqttSimple from './libraries/umqtt_simple.py?raw';
import urequests from './libraries/urequests.py?raw';

/** What the chip has frozen (reference/esp8266 §6) and is fetched when it is needed; tracebacks show these names. */
export const LIBRARIES: Libraries = {
  '_onewire.py': onewireBits,
  'apa102.py': apa102,
  'dht.py': dht,
  'ds18x20.py': ds18x20,
  'neopixel.py': neopixel,
  'ntptime.py': ntptime,
  'onewire.py': onewire,
  'requests/__init__.py': requests,
  'ssd1306.py': ssd1306,
  'umqtt/robust.py': umqttRobust,
  'umqtt/simple.py': umqttSimple,
  'urequests.py': urequests,
};
