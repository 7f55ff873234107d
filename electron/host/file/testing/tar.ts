/** Tar archives for tests. */

const BLOCK = 512;

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}

function entry(path: string, content: Buffer, type: string): Buffer {
  const head = Buffer.alloc(BLOCK);
  head.write(path.slice(0, 100), 0);
  head.write(content.length.toString(8).padStart(11, "0"), 124);
  head.write(type, 156);
  head.write("ustar\0", 257, "latin1");
  return Buffer.concat([head, padded(content)]);
}

/** @param files path → content; a path of more than 100 characters is written as GNU's tar does */
export function tarOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const entries = Object.entries(files).map(([path, content]) => {
    const file = entry(path, Buffer.from(content), "0");
    return path.length <= 100 ? file : Buffer.concat([entry("././@LongLink", Buffer.from(`${path}\0`), "L"), file]);
  });
  return Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]);
}
