/** Configuration spaces of a card that nobody sells. */

/** An Ethernet function with PM and MSI-X, and with letters in it. @param device low byte of the device id */
export function madeUpConfig(device = 0x21, length = 256): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set([0xf5, 0x1e, device, 0x0a, 0x06, 0x05, 0x10, 0x00, 0x02, 0x00, 0x00, 0x02, 0x10, 0x00, 0x80, 0x00]);
  bytes.set([0x00, 0x00, 0x40, 0xc1], 0x10);
  bytes.set([0xf5, 0x1e, 0x34, 0x12], 0x2c);
  bytes.set([0x40, 0, 0, 0, 0, 0, 0, 0, 0x0b, 0x01], 0x34);
  bytes.set([0x01, 0x50, 0x03, 0x00, 0x08], 0x40);
  bytes.set([0x11, 0x00, 0x09, 0x80, 0x03, 0x00, 0x00, 0x00], 0x50);
  // Letters, also such as look like pairs of digits beside the bytes.
  bytes.set(new TextEncoder().encode("ab cd ef 01 23 4made-up card"), 0x80);
  return bytes;
}

const pair = (byte: number) => byte.toString(16).padStart(2, "0");

/** Rows as lspci writes them. */
export function rowsOf(bytes: Uint8Array, perRow = 16): string {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += perRow) {
    rows.push(`${pair(at)}: ${Array.from(bytes.subarray(at, at + perRow), pair).join(" ")}\n`);
  }
  return rows.join("");
}
