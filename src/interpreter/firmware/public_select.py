from fw_select import *
