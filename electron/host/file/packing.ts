/** Packed bytes, told by their first ones, and what they hold. */
import * as zlib from "node:zlib";
import xz from "xz-decompress";

export interface Packing {
  readonly name: string;
  readonly begins: readonly number[];
  /** null = it is not unpacked here */
  readonly unpack: ((bytes: Uint8Array) => AsyncIterable<Uint8Array>) | null;
  /** What unpacks it, for a person. */
  readonly program: string;
}

function through(stream: zlib.Gunzip | zlib.ZstdDecompress, bytes: Uint8Array): AsyncIterable<Uint8Array> {
  stream.end(bytes);
  return stream;
}

const PACKINGS: readonly Packing[] = [
  {
    name: "gzip",
    begins: [0x1f, 0x8b],
    unpack: (bytes) => through(zlib.createGunzip(), bytes),
    program: "gunzip",
  },
  {
    name: "xz",
    begins: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
    unpack: (bytes) => new xz.XzReadableStream(new Blob([Buffer.from(bytes)]).stream()),
    program: "unxz",
  },
  {
    name: "zstd",
    begins: [0x28, 0xb5, 0x2f, 0xfd],
    // Not in Node 20.
    unpack: "createZstdDecompress" in zlib ? (bytes) => through(zlib.createZstdDecompress(), bytes) : null,
    program: "unzstd",
  },
  { name: "bzip2", begins: [0x42, 0x5a, 0x68], unpack: null, program: "bunzip2" },
  { name: "zip", begins: [0x50, 0x4b, 0x03, 0x04], unpack: null, program: "unzip" },
  { name: "7z", begins: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], unpack: null, program: "7z x" },
];

export function packingOf(bytes: Uint8Array): Packing | null {
  return PACKINGS.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte)) ?? null;
}
