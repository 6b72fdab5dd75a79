from fw_os import VfsFat, VfsLfs2, mount, umount
