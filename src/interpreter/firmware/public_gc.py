from fw_gc import *
