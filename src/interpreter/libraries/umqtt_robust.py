# The client of umqtt.simple, which connects again when its connection is lost.

from time import sleep

from . import simple


class MQTTClient(simple.MQTTClient):
    DELAY = 2
    DEBUG = False

    def delay(self, i):
        sleep(self.DELAY)

    def log(self, in_reconnect, e):
        if self.DEBUG:
            print("mqtt reconnect: %r" % e if in_reconnect else "mqtt: %r" % e)

    def reconnect(self):
        tries = 0
        while True:
            try:
                return self.connect(False)
            except OSError as e:
                self.log(True, e)
            tries += 1
            self.delay(tries)

    def _again(self, doing, tries=-1):
        """Does it, and after each failure connects and does it again."""
        while tries:
            try:
                return doing()
            except OSError as e:
                self.log(False, e)
            self.reconnect()
            tries -= 1

    def publish(self, topic, msg, retain=False, qos=0):
        return self._again(lambda: simple.MQTTClient.publish(self, topic, msg, retain, qos))

    def wait_msg(self):
        return self._again(lambda: simple.MQTTClient.wait_msg(self))

    def check_msg(self, attempts=2):
        def look():
            self.sock.setblocking(False)
            return simple.MQTTClient.wait_msg(self)

        return self._again(look, attempts)
