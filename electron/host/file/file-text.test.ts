import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { MOST_OPENED } from "../../../shared/pasted/limits.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { PASTED_LINE_WORDS } from "../../../shared/words/texts/pasted-line.ts";
import { FileHost } from "./file-host.ts";
import { fileText, unreadOf } from "./file-text.ts";
import { tarOf } from "./testing/tar.ts";

const DUMP = "02:00.0 Ethernet controller [0200]: Intel Corporation Made Up [8086:1521]\n00: 86 80 21 15\n";
/** DUMP, packed by xz. */
const XZ =
  "/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQBZMDI6MDAuMCBFdGhlcm5ldCBjb250cm9sbGVyIFswMjAwXTogSW50ZWwgQ29ycG9yYXRpb24gTWFkZSBVcCBbODA4NjoxNTIxXQowMDogODYgODAgMjEgMTUKAAAAtSYdgiIQQCMAAXJatRYxth+2830BAAAAAARZWg==";
/** A tar archive with the file a/lspci, packed by xz. */
const TAR_XZ =
  "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AG5dADCLyYd0AN3XVIv9irXaYaq/fc3H+ALupnrTnCjupifjKV1Ips1MbjGjw3SGJnH5iXRUDWzA75GlvnJPIXWA29fN5odSgw4h4qK8kuFXR0MkyWF71FsBdQbHqTPV+3lJeneAHYiQCNkV4YP2lNYAAAAAh+o6zviYu9AAAYoBgFAAAFhS+8CxxGf7AgAAAAAEWVo=";
const bytes = (text: string) => Buffer.from(text, "utf8");

describe("a file's bytes", () => {
  it.each([
    ["UTF-8", bytes(DUMP)],
    ["UTF-16 with its mark", Buffer.from(`\ufeff${DUMP}`, "utf16le")],
    ["UTF-16 without it", Buffer.from(DUMP, "utf16le")],
    ["UTF-16 without it, with blanks of web pages", Buffer.from(DUMP.replaceAll(" ", "\u3000"), "utf16le")],
    ["UTF-16 of the other order", Buffer.from(DUMP, "utf16le").swap16()],
    ["gzip", gzipSync(DUMP)],
    ["gzip in two members", Buffer.concat([gzipSync(DUMP.slice(0, 30)), gzipSync(DUMP.slice(30))])],
    ["gzip twice over", gzipSync(gzipSync(DUMP))],
    ["xz", Buffer.from(XZ, "base64")],
  ])("are the same text in %s", async (_name, input) => {
    const { text, archive } = await fileText(input);
    expect([text.replace("\ufeff", "").replaceAll("\u3000", " "), archive]).toEqual([DUMP, null]);
  });

  it("that are no UTF-8 are one character each", async () => {
    expect((await fileText(Buffer.from("caf\xe9", "latin1"))).text).toBe("caf\u00e9");
  });
});

describe("an archive", () => {
  const long = `${"x".repeat(100)}/sos_commands/pci/lspci_-nnvv`;
  const sos = tarOf({
    "sosreport/etc/hostname": "lab-host\n",
    "sosreport/etc/shadow": "01:00.0 secret",
    "sosreport/sos_commands/pci/lspci_-nnvv": DUMP,
    "sosreport/sos_commands/kernel/dmesg.gz": gzipSync("first\nsecond"),
    [`sosreport/${long}`]: "long\n",
  });

  it.each([
    ["plain", sos],
    ["packed", gzipSync(sos)],
  ])("gives those of its files that are read, and whose they are: %s", async (_name, input) => {
    const { text, archive } = await fileText(input);
    expect(archive?.host).toBe("lab-host");
    expect(archive?.members.map(({ path }) => path)).toEqual([
      "sos_commands/pci/lspci_-nnvv",
      long,
      "sos_commands/kernel/dmesg.gz",
    ]);
    expect(text).toContain(`==> sosreport/sos_commands/pci/lspci_-nnvv <==\n${DUMP}`);
    expect(text).not.toContain("secret");
    const second = text.split("\n").indexOf("second") + 1;
    expect(english(unreadOf([{ line: second, why: PASTED_LINE_WORDS.notBytes }], archive)[0]?.message)).toBe(
      "sos_commands/kernel/dmesg.gz: 1 line of the text could not be used: not everything in this row is a byte (line 2).",
    );
  });

  it("of two machines says in which file each begins", async () => {
    const other = DUMP.replace("21 15", "22 15");
    const { text, archive } = await fileText(tarOf({ "a/lspci": DUMP, "b/lspci": `\n${other}` }));
    const opened = FileHost.open("two.tar", text, { archive, modified: null });
    if (!opened.ok) throw new Error(english(opened.message));
    expect(opened.machines.map(({ part }) => english(part))).toEqual(["a/lspci, line 1", "b/lspci, line 2"]);
  });

  it("may be packed by xz", async () => {
    const { archive } = await fileText(Buffer.from(TAR_XZ, "base64"));
    expect(archive?.members).toEqual([{ path: "lspci", line: 1 }]);
  });

  it("gives the bytes that the kernel has of a function as rows", async () => {
    const { text } = await fileText(
      tarOf({ "sys/bus/pci/devices/0000:02:00.0/config": Buffer.from([0x86, 0x80, 0x21, 0x15]) }),
    );
    expect(text).toContain("\n0000:02:00.0\n00: 86 80 21 15\n");
  });

  it("that is cut off gives what is whole of it", async () => {
    const { archive } = await fileText(sos.subarray(0, sos.indexOf(DUMP) + 1024));
    expect(archive?.members.map(({ path }) => path)).toEqual(["sos_commands/pci/lspci_-nnvv"]);
  });

  it("never names a file in more than one line", async () => {
    const { text } = await fileText(tarOf({ "a/lspci\n==> b <==\nc": DUMP }));
    expect(text.split("\n").filter((line) => line.startsWith("==>"))).toHaveLength(1);
  });
});

describe("a refusal says what and what to do:", () => {
  const cut = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, at) => at % 251)));
  const piece = gzipSync(Buffer.alloc(8 * 1024 * 1024));
  it.each([
    ["what is too large", "x".repeat(MOST_OPENED + 1), /larger than the limit of 64 MiB/],
    ["what is cut off", cut.subarray(0, cut.length - 20), /its gzip data is damaged or incomplete/],
    ["xz that is damaged", Buffer.from(XZ, "base64").fill(7, 20, 40), /its xz data is damaged or incomplete/],
    [
      "what grows without end",
      Buffer.concat(Array.from({ length: 33 }, () => piece)),
      /unpacks to more than the limit of 256 MiB/,
    ],
    [
      "what is packed over and over",
      [1, 2, 3, 4, 5, 6].reduce((inner) => gzipSync(inner), bytes(DUMP)),
      /compressed more than 4 times/,
    ],
    [
      "another way of packing",
      bytes("BZh91AY"),
      /compressed with bzip2, which is not supported. Run bunzip2 on it first/,
    ],
    [
      "bytes of a function alone",
      Buffer.from([0x34, 0x12, ...new Uint8Array(254)]),
      /without its address. Paste the output of hexdump/,
    ],
    ["an archive of other things", tarOf({ "etc/passwd": "x" }), /archive has no file about PCI functions/],
  ])("%s", async (_name, input, sentence) => {
    const message = await fileText(input).then(
      () => "it opened",
      (error: Error) => error.message,
    );
    expect(message).toMatch(sentence);
    expect(message).toMatch(/^[A-Z][^\n]*\.$/);
  });
});
