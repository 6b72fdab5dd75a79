from fw_hashlib import *
