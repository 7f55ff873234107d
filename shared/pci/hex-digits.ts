/** @param digits zeros stand before a number with fewer @returns lower case, without a prefix */
export function hexDigits(value: number | bigint, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
