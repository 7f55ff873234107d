/** Small pieces of lspci's text. */

/** `+` when a bit of the mask is set. */
export function sign(value: number, mask: number): "+" | "-" {
  return (value & mask) === 0 ? "-" : "+";
}

const SUFFIXES = ["", "K", "M", "G", "T"] as const;

/** ` [size=64K]`: the largest unit that divides it; nothing for 0. The number is cut to 32 bits, as in lspci. */
export function sizeText(size: bigint): string {
  let rest = BigInt.asUintN(64, size);
  if (rest === 0n) return "";
  let unit = 0;
  while (unit < SUFFIXES.length - 1 && rest % 1024n === 0n) {
    rest /= 1024n;
    unit++;
  }
  return ` [size=${BigInt.asUintN(32, rest)}${SUFFIXES[unit]}]`;
}

const DEVSEL = ["fast", "medium", "slow", "??"] as const;

/** DEVSEL# timing out of a (secondary) Status register. */
export function devselText(status: number): string {
  return DEVSEL[(status >> 9) & 3] ?? "??";
}
