from fw_micropython import *
