from fw_os import *
