/** The two lines before the first prompt (reference/esp8266 §1.1). @param version `MicroPython v… on …` */
export const banner = (version: string): string =>
  `${version}; ESP module with ESP8266\r\nType "help()" for more information.\r\n`;
