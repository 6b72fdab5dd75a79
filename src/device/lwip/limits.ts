/** What lwIP is built with on this chip (reference/esp8266 §2.7), and how its timers count in milliseconds. */

/** One received segment: `recv` never returns more. */
export const TCP_MSS = 536;
/** What `send` takes at most before the far end has taken any. */
export const TCP_SND_BUF = 1072;
/** A blocked `send` goes on when so much is free. */
export const SEND_LOW_WATER = 16;
/** Connections at a time; further ones that come in are not answered. */
export const MAX_ACTIVE = 5;
/** Six SYNs, a second apart. */
export const CONNECT_TIMEOUT = 6_000;
/** Retries at +1, +1, +2 and +3 s. */
export const DNS_TIMEOUT = 7_000;
/** How long a closed socket waits for the far end to finish (20 polls of 250 ms). */
export const LINGER = 5_000;
/** How long the port of a connection that the board closed first stays taken (twice the 2.5 s of this lwIP's MSL). */
export const TIME_WAIT = 5_000;
/** Such ports at a time: about what the SDK's memory has room for. */
export const MAX_TIME_WAIT = 100;
/** UDP packets that wait for `recvfrom`; further ones are dropped. */
export const UDP_QUEUE = 4;
/** A UDP packet larger than this finds no memory. */
export const UDP_MEMORY = 16_384;
/** UDP packets that leave at once, and then in each millisecond: several times what the chip's radio can do. */
export const UDP_BURST = 256;
export const UDP_PER_MILLISECOND = 20;
/** Lookups at a time. */
export const DNS_TABLE = 4;

/**
 * How many bytes the far end may send ahead of the program. The chip's window is 2,144; this one is larger, because
 * the way to the board and back is a thread switch: with the chip's, a download would crawl. No call of the board's
 * shows it.
 */
export const RECEIVE_WINDOW = 32_768;
