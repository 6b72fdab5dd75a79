from fw_sys import *
