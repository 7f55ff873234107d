/** Small pieces of sentences, so that plans, checks and outcomes count and list things in the same way. */

/** `1 VF`, `16 VFs`. */
export function counted(count: number, noun: string): string {
  const plural = /(?:s|ss)$/.test(noun) ? `${noun}es` : `${noun}s`;
  return `${count} ${count === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`; beyond `most` names the rest is counted: `a, b, c and 13 more`. */
export function listed(names: readonly string[], most = 4): string {
  if (names.length > most) return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** `on mlx5_core`, `without a driver`. */
export function onDriver(driver: string | null): string {
  return driver === null ? "without a driver" : `on ${driver}`;
}

/** First letter large, for a sentence that begins with a phrase. */
export function sentence(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}
