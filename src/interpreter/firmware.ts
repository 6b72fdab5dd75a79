import args from './firmware/fw_args.py?raw';
import boot from './firmware/fw_boot.py?raw';
import console from './firmware/fw_console.py?raw';
import gc from './firmware/fw_gc.py?raw';
import machine from './firmware/fw_machine.py?raw';
import micropython from './firmware/fw_micropython.py?raw';
import os from './firmware/fw_os.py?raw';
import network from './firmware/fw_network.py?raw';
import select from './firmware/fw_select.py?raw';
import socket from './firmware/fw_socket.py?raw';
import stdio from './firmware/fw_stdio.py?raw';
import sys from './firmware/fw_sys.py?raw';
import time from './firmware/fw_time.py?raw';
import wait from './firmware/fw_wait.py?raw';
import publicGc from './firmware/public_gc.py?raw';
import publicMachine from './firmware/public_machine.py?raw';
import publicMicropython from './firmware/public_micropython.py?raw';
import publicNetwork from './firmware/public_network.py?raw';
import publicSelect from './firmware/public_select.py?raw';
import publicSocket from './firmware/public_socket.py?raw';
import publicSys from './firmware/public_sys.py?raw';
import publicTime from './firmware/public_time.py?raw';
import publicVfs from './firmware/public_vfs.py?raw';

/** The board's firmware in Python: file names below /fw, which lies outside the board's flash. */
export const FIRMWARE: Readonly<Record<string, string>> = {
  'fw_args.py': args,
  'fw_boot.py': boot,
  'fw_console.py': console,
  'fw_gc.py': gc,
  'fw_machine.py': machine,
  'fw_micropython.py': micropython,
  'fw_network.py': network,
  'fw_os.py': os,
  'fw_select.py': select,
  'fw_socket.py': socket,
  'fw_stdio.py': stdio,
  'fw_sys.py': sys,
  'fw_time.py': time,
  'fw_wait.py': wait,
  'public_gc.py': publicGc,
  'public_machine.py': publicMachine,
  'public_micropython.py': publicMicropython,
  'public_network.py': publicNetwork,
  'public_select.py': publicSelect,
  'public_socket.py': publicSocket,
  'public_sys.py': publicSys,
  'public_time.py': publicTime,
  'public_vfs.py': publicVfs,
};
