# Displays with an SSD1306, on I2C or SPI. What is drawn lies in memory until `show` sends it.

from time import sleep_ms

import framebuf

# Commands (its data sheet, "Command Table").
SET_CONTRAST = 0x81
SET_ENTIRE_ON = 0xA4
SET_NORM_INV = 0xA6
SET_DISP = 0xAE
SET_MEM_ADDR = 0x20
SET_COL_ADDR = 0x21
SET_PAGE_ADDR = 0x22
SET_DISP_START_LINE = 0x40
SET_SEG_REMAP = 0xA0
SET_MUX_RATIO = 0xA8
SET_IREF_SELECT = 0xAD
SET_COM_OUT_DIR = 0xC0
SET_DISP_OFFSET = 0xD3
SET_COM_PIN_CFG = 0xDA
SET_DISP_CLK_DIV = 0xD5
SET_PRECHARGE = 0xD9
SET_VCOM_DESEL = 0xDB
SET_CHARGE_PUMP = 0x8D

_COLUMNS = 128


class SSD1306(framebuf.FrameBuffer):
    def __init__(self, width, height, external_vcc):
        self.width = width
        self.height = height
        self.external_vcc = external_vcc
        self.pages = height // 8
        self.buffer = bytearray(width * self.pages)
        super().__init__(self.buffer, width, height, framebuf.MONO_VLSB)
        self.init_display()

    def _commands(self, *commands):
        for command in commands:
            self.write_cmd(command)

    def init_display(self):
        outside = self.external_vcc
        self._commands(SET_DISP, SET_MEM_ADDR, 0)  # off; rows go on in the next page
        self._commands(SET_DISP_START_LINE, SET_SEG_REMAP | 1, SET_MUX_RATIO, self.height - 1)
        self._commands(SET_COM_OUT_DIR | 8, SET_DISP_OFFSET, 0)
        self._commands(SET_COM_PIN_CFG, 0x02 if self.width > 2 * self.height else 0x12)
        self._commands(SET_DISP_CLK_DIV, 0x80, SET_PRECHARGE, 0x22 if outside else 0xF1)
        self._commands(SET_VCOM_DESEL, 0x30, SET_CONTRAST, 0xFF, SET_ENTIRE_ON, SET_NORM_INV)
        self._commands(SET_IREF_SELECT, 0x30, SET_CHARGE_PUMP, 0x10 if outside else 0x14, SET_DISP | 1)
        self.fill(0)
        self.show()

    def poweroff(self):
        self.write_cmd(SET_DISP)

    def poweron(self):
        self.write_cmd(SET_DISP | 1)

    def contrast(self, contrast):
        self._commands(SET_CONTRAST, contrast)

    def invert(self, invert):
        self.write_cmd(SET_NORM_INV | (invert & 1))

    def rotate(self, rotate):
        self._commands(SET_COM_OUT_DIR | (rotate & 1) << 3, SET_SEG_REMAP | (rotate & 1))

    def show(self):
        # A narrower display sits in the middle of the controller's columns.
        first = (_COLUMNS - self.width) // 2 if self.width < _COLUMNS else 0
        self._commands(SET_COL_ADDR, first, first + self.width - 1)
        self._commands(SET_PAGE_ADDR, 0, self.pages - 1)
        self.write_data(self.buffer)


class SSD1306_I2C(SSD1306):
    def __init__(self, width, height, i2c, addr=0x3C, external_vcc=False):
        self.i2c = i2c
        self.addr = addr
        self.temp = bytearray(2)
        self.write_list = [b"\x40", None]  # what follows is data
        super().__init__(width, height, external_vcc)

    def write_cmd(self, cmd):
        self.temp[0] = 0x80  # one command follows
        self.temp[1] = cmd
        self.i2c.writeto(self.addr, self.temp)

    def write_data(self, buf):
        self.write_list[1] = buf
        self.i2c.writevto(self.addr, self.write_list)


class SSD1306_SPI(SSD1306):
    def __init__(self, width, height, spi, dc, res, cs, external_vcc=False):
        self.rate = 10 * 1024 * 1024
        self.spi = spi
        self.dc = dc
        self.res = res
        self.cs = cs
        for pin in (dc, res, cs):
            pin.init(pin.OUT, value=0)
        # Its reset, by its data sheet.
        res(1)
        sleep_ms(1)
        res(0)
        sleep_ms(10)
        res(1)
        super().__init__(width, height, external_vcc)

    def _send(self, is_data, buf):
        self.spi.init(baudrate=self.rate, polarity=0, phase=0)
        self.cs(1)
        self.dc(is_data)
        self.cs(0)
        self.spi.write(buf)
        self.cs(1)

    def write_cmd(self, cmd):
        self._send(0, bytes((cmd,)))

    def write_data(self, buf):
        self._send(1, buf)
