/** @param digits zeros stand before a number with fewer @returns lower case, without a prefix */
export function hexDigits(value: number | bigint, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
/** A byte. */
export function hex2(value: number): string {
  return hexDigits(value, 2);
}
