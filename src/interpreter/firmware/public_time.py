from fw_time import *
