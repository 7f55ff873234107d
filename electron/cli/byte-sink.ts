/** Hands a long text on as bytes, in pieces: ten megabytes of strings would be work for the garbage collector. */

const SIZE = 256 * 1024;
/** UTF-8 needs at most this many bytes for a unit of a string. */
const BYTES_PER_UNIT = 3;

export class ByteSink {
  private readonly buffer = Buffer.allocUnsafeSlow(SIZE);
  private readonly write: (bytes: Uint8Array) => void;
  private length = 0;

  /** @param write must be done with the bytes when it returns */
  constructor(write: (bytes: Uint8Array) => void) {
    this.write = write;
  }

  add(text: string): void {
    const most = text.length * BYTES_PER_UNIT;
    if (this.length + most > SIZE) this.flush();
    if (most > SIZE) this.write(Buffer.from(text));
    else this.length += this.buffer.write(text, this.length);
  }

  flush(): void {
    if (this.length > 0) this.write(this.buffer.subarray(0, this.length));
    this.length = 0;
  }
}
