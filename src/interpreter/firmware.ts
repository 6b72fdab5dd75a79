import absent from './firmware/fw_absent.py?raw';
import analog from './firmware/fw_analog.py?raw';
import args from './firmware/fw_args.py?raw';
import boot from './firmware/fw_boot.py?raw';
import builtins from './firmware/fw_builtins.py?raw';
import console from './firmware/fw_console.py?raw';
import esp from './firmware/fw_esp.py?raw';
import gc from './firmware/fw_gc.py?raw';
import hashlib from './firmware/fw_hashlib.py?raw';
import i2c from './firmware/fw_i2c.py?raw';
import library from './firmware/fw_library.py?raw';
import machine from './firmware/fw_machine.py?raw';
import micropython from './firmware/fw_micropython.py?raw';
import os from './firmware/fw_os.py?raw';
import network from './firmware/fw_network.py?raw';
import pin from './firmware/fw_pin.py?raw';
import pulses from './firmware/fw_pulses.py?raw';
import rtc from './firmware/fw_rtc.py?raw';
import select from './firmware/fw_select.py?raw';
import socket from './firmware/fw_socket.py?raw';
import spi from './firmware/fw_spi.py?raw';
import stdio from './firmware/fw_stdio.py?raw';
import sys from './firmware/fw_sys.py?raw';
import time from './firmware/fw_time.py?raw';
import timer from './firmware/fw_timer.py?raw';
import wait from './firmware/fw_wait.py?raw';
import wlan from './firmware/fw_wlan.py?raw';
import publicEsp from './firmware/public_esp.py?raw';
import publicGc from './firmware/public_gc.py?raw';
import publicHashlib from './firmware/public_hashlib.py?raw';
import publicMachine from './firmware/public_machine.py?raw';
import publicMicropython from './firmware/public_micropython.py?raw';
import publicNetwork from './firmware/public_network.py?raw';
import publicOs from './firmware/public_os.py?raw';
import publicSelect from './firmware/public_select.py?raw';
import publicSocket from './firmware/public_socket.py?raw';
import publicSys from './firmware/public_sys.py?raw';
import publicTime from './firmware/public_time.py?raw';
import publicVfs from './firmware/public_vfs.py?raw';

/** The board's firmware in Python: file names below /fw, which lies outside the board's flash. */
export const FIRMWARE: Readonly<Record<string, string>> = {
  'fw_absent.py': absent,
  'fw_analog.py': analog,
  'fw_args.py': args,
  'fw_boot.py': boot,
  'fw_builtins.py': builtins,
  'fw_console.py': console,
  'fw_esp.py': esp,
  'fw_gc.py': gc,
  'fw_hashlib.py': hashlib,
  'fw_i2c.py': i2c,
  'fw_library.py': library,
  'fw_machine.py': machine,
  'fw_micropython.py': micropython,
  'fw_network.py': network,
  'fw_os.py': os,
  'fw_pin.py': pin,
  'fw_pulses.py': pulses,
  'fw_rtc.py': rtc,
  'fw_select.py': select,
  'fw_socket.py': socket,
  'fw_spi.py': spi,
  'fw_stdio.py': stdio,
  'fw_sys.py': sys,
  'fw_time.py': time,
  'fw_timer.py': timer,
  'fw_wait.py': wait,
  'fw_wlan.py': wlan,
  'public_esp.py': publicEsp,
  'public_gc.py': publicGc,
  'public_hashlib.py': publicHashlib,
  'public_machine.py': publicMachine,
  'public_micropython.py': publicMicropython,
  'public_network.py': publicNetwork,
  'public_os.py': publicOs,
  'public_select.py': publicSelect,
  'public_socket.py': publicSocket,
  'public_sys.py': publicSys,
  'public_time.py': publicTime,
  'public_vfs.py': publicVfs,
};
