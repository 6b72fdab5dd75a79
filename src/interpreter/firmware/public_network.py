from fw_network import *
