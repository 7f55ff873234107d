import { expect, it } from "vitest";
import { cpioPieces, type GuestEntry } from "./cpio.ts";

interface Unpacked {
  name: string;
  mode: number;
  text: string;
}

/** Reads an archive as the kernel does. */
function unpack(bytes: Buffer): Unpacked[] {
  const found: Unpacked[] = [];
  for (let at = 0; ; ) {
    expect(bytes.toString("latin1", at, at + 6)).toBe("070701");
    const field = (index: number) =>
      Number.parseInt(bytes.toString("latin1", at + 6 + 8 * index, at + 14 + 8 * index), 16);
    const nameSize = field(11);
    const name = bytes.toString("utf8", at + 110, at + 110 + nameSize - 1);
    const start = (at + 110 + nameSize + 3) & ~3;
    if (name === "TRAILER!!!") return found;
    found.push({ name, mode: field(1), text: bytes.toString("utf8", start, start + field(6)) });
    at = (start + field(6) + 3) & ~3;
  }
}

it("holds files, links and the folders above them, each once and before what is in it", () => {
  const entries: GuestEntry[] = [
    { kind: "text", path: "etc/dropbear/name", text: "lab" },
    { kind: "text", path: "etc/passwd", text: "root\n", mode: 0o600 },
    { kind: "link", path: "bin", target: "usr/bin" },
  ];
  expect(unpack(Buffer.concat([...cpioPieces(entries)]))).toEqual([
    { name: "etc", mode: 0o40755, text: "" },
    { name: "etc/dropbear", mode: 0o40755, text: "" },
    { name: "etc/dropbear/name", mode: 0o100644, text: "lab" },
    { name: "etc/passwd", mode: 0o100600, text: "root\n" },
    { name: "bin", mode: 0o120777, text: "usr/bin" },
  ]);
});
