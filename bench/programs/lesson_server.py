# Runs the lesson's server, word for word. A client that resets its connection in mid-request ends it by an exception, as
# on the chip: then it is started again.

code = open("/server.py").read()
while True:
    try:
        exec(code)
    except OSError:
        s.close()
