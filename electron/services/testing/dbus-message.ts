/** As much of D-Bus's wire format as a polkit agent needs: messages of little-endian machines with texts and numbers. */

export const CALL = 1;
export const RETURN = 2;
export const ERROR = 3;

/** Header fields by their number: PATH 1, INTERFACE 2, MEMBER 3, ERROR_NAME 4, REPLY_SERIAL 5, DESTINATION 6, SENDER 7. */
export interface Fields {
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly error?: string;
  readonly replyTo?: number;
  readonly destination?: string;
  readonly sender?: string;
  readonly signature?: string;
}

const FIELDS: readonly (readonly [name: keyof Fields, code: number, type: "o" | "s" | "u" | "g"])[] = [
  ["path", 1, "o"],
  ["interface", 2, "s"],
  ["member", 3, "s"],
  ["error", 4, "s"],
  ["replyTo", 5, "u"],
  ["destination", 6, "s"],
  ["sender", 7, "s"],
  ["signature", 8, "g"],
];
const HEAD = 16;

export class Writer {
  private readonly bytes: number[] = [];

  align(to: number): this {
    while (this.bytes.length % to !== 0) this.bytes.push(0);
    return this;
  }
  byte(...values: readonly number[]): this {
    this.bytes.push(...values);
    return this;
  }
  u32(value: number): this {
    return this.align(4).byte(...new Uint8Array(new Uint32Array([value]).buffer));
  }
  u64(value: bigint): this {
    return this.align(8).byte(...new Uint8Array(new BigUint64Array([value]).buffer));
  }
  text(value: string): this {
    return this.u32(Buffer.byteLength(value)).byte(...Buffer.from(value), 0);
  }
  signature(value: string): this {
    return this.byte(value.length, ...Buffer.from(value), 0);
  }
  /** An array of structures: its length does not count the padding before the first. */
  structs(write: (inner: Writer) => void): this {
    const inner = new Writer();
    write(inner);
    return this.u32(inner.bytes.length)
      .align(8)
      .byte(...inner.bytes);
  }
  done(): Buffer {
    return Buffer.from(this.bytes);
  }
}

export function message(type: number, serial: number, fields: Fields, body: Buffer = Buffer.alloc(0)): Buffer {
  const head = new Writer()
    .byte("l".charCodeAt(0), type, 0, 1)
    .u32(body.length)
    .u32(serial)
    .structs((inner) => {
      for (const [name, code, kind] of FIELDS) {
        const value = fields[name];
        if (value === undefined) continue;
        inner.align(8).byte(code).signature(kind);
        if (kind === "u") inner.u32(Number(value));
        else if (kind === "g") inner.signature(String(value));
        else inner.text(String(value));
      }
    });
  return Buffer.concat([head.align(8).done(), body]);
}

export interface Received {
  readonly type: number;
  readonly serial: number;
  readonly fields: Fields;
  /** Bytes that it took. */
  readonly size: number;
}

const up = (at: number, to: number): number => Math.ceil(at / to) * to;

/** The first message of what came; null = it is not all there yet. Its body is left unread. */
export function firstMessage(bytes: Buffer): Received | null {
  if (bytes.length < HEAD) return null;
  const end = HEAD + bytes.readUInt32LE(12);
  const size = up(end, 8) + bytes.readUInt32LE(4);
  if (bytes.length < size) return null;
  const fields: Record<string, string | number> = {};
  for (let at = HEAD; at < end; ) {
    at = up(at, 8);
    const code = bytes.readUInt8(at);
    const kind = String.fromCharCode(bytes.readUInt8(at + 2));
    at = kind === "g" ? at + 4 : up(at + 4, 4);
    const [name = ""] = FIELDS.find(([, known]) => known === code) ?? [];
    if (kind === "u") fields[name] = bytes.readUInt32LE(at);
    const length = kind === "u" ? 0 : kind === "g" ? bytes.readUInt8(at) : bytes.readUInt32LE(at);
    const start = at + (kind === "g" ? 1 : 4);
    if (kind !== "u") fields[name] = bytes.toString("utf8", start, start + length);
    at = kind === "u" ? start : start + length + 1;
  }
  return { type: bytes.readUInt8(1), serial: bytes.readUInt32LE(8), fields, size };
}
