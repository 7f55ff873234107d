/** Lists in sentences, the same everywhere. */

/** `a`, `a and b`, `a, b and c`; beyond `most` names the rest is counted: `a, b, c and 13 more`. */
export function listed(names: readonly string[], most = 4): string {
  if (names.length > most) return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
