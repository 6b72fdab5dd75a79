from fw_machine import *
