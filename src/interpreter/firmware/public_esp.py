from fw_esp import *
