from fw_websocket import websocket
