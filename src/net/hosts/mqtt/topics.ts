/** Names and filters of MQTT (OASIS, "MQTT Version 3.1.1" §4.7). */

/** Whether messages can have this topic: text, and no wildcards. */
export function isTopic(text: string): boolean {
  return isText(text) && !/[+#]/.test(text);
}

/** Whether it can be subscribed to: `+` stands for a level, `#` for all that follow and stands at the end. */
export function isFilter(text: string): boolean {
  return (
    isText(text) &&
    text
      .split('/')
      .every((level, at, all) => /^[^+#]*$|^\+$/.test(level) || (level === '#' && at === all.length - 1))
  );
}

/** @param topic as `isTopic` @param filter as `isFilter` */
export function matches(topic: string, filter: string): boolean {
  // What a server tells of itself is not among what everybody wants (§4.7.2).
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  const levels = topic.split('/');
  const wanted = filter.split('/');
  for (const [at, level] of wanted.entries()) {
    // `a/#` matches `a`, too.
    if (level === '#') return true;
    if (at >= levels.length || (level !== '+' && level !== levels[at])) return false;
  }
  return wanted.length === levels.length;
}

const isText = (text: string): boolean => text !== '' && !text.includes('\0');
