from fw_socket import *
