/** Bytes that come in chunks, taken in portions. */
export class ByteReader {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `count` bytes, which stay; fewer at the end. */
  async peek(count: number): Promise<Buffer> {
    if (this.held.length < count) {
      const pieces: Uint8Array[] = [this.held];
      for (let length = this.held.length; length < count; ) {
        const { done, value } = await this.chunks.next();
        if (done === true) break;
        pieces.push(value);
        length += value.length;
      }
      this.held = Buffer.concat(pieces);
    }
    return this.held.subarray(0, count);
  }

  /** The next `count` bytes; fewer at the end. */
  async take(count: number): Promise<Buffer> {
    const taken = await this.peek(count);
    this.held = this.held.subarray(taken.length);
    return taken;
  }

  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      if (this.held.length === 0) {
        const { done, value } = await this.chunks.next();
        if (done === true) return;
        this.held = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      }
      const skipped = Math.min(left, this.held.length);
      this.held = this.held.subarray(skipped);
      left -= skipped;
    }
  }

  /** Nothing more is read. */
  async end(): Promise<void> {
    await this.chunks.return?.();
  }
}
