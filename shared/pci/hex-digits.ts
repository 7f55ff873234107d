/** @param digits zeros stand before a number with fewer @returns lower case, without a prefix */
export function hexDigits(value: number | bigint, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
/** A byte. */
export function hex2(value: number): string {
  return hexDigits(value, 2);
}

/** The value of a hexadecimal digit by its character code; -1 for any other character. */
export function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
