import { describe, expect, test } from "vitest";
import { plainText } from "./decode.ts";

const DUMP = [
  "01:00.0 PCI bridge: Example & Sons <Port> (rev 02)",
  "\tBus: primary=00, secondary=10, subordinate=20, sec-latency=0",
  "\tRegion 0: Memory at 90000000 [size=1M] <access denied> <?> L1 <4us",
  "00: 34 12 79 56 06 04 10 00",
  "",
].join("\n");

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const utf16 = (text: string) => [...text].map((character) => `${character}\0`).join("");
const quotedPrintable = (text: string) => text.replaceAll("=", "=3D").replace(/(.{60})(?=.)/g, "$1=\n");

function base64(text: string): string {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const bits = [...text].map((character) => character.charCodeAt(0).toString(2).padStart(8, "0")).join("");
  const sextets = bits.padEnd(Math.ceil(bits.length / 6) * 6, "0").match(/.{6}/g) ?? [];
  return sextets
    .map((sextet) => digits[Number.parseInt(sextet, 2)])
    .join("")
    .replace(/(.{76})/g, "$1\n");
}

/** Lines that hold something, without blanks at their ends. */
const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");

describe("what a text went through is taken back:", () => {
  test.each<[string, string]>([
    ["nothing", DUMP],
    ["a byte order mark", `\ufeff${DUMP}`],
    ["a byte order mark that was read as Latin-1", `\u00ef\u00bb\u00bf${DUMP}`],
    ["UTF-16 that was read as bytes", `\u00ff\u00fe${utf16(DUMP)}`],
    ["lone carriage returns", DUMP.replaceAll("\n", "\r")],
    ["doubled carriage returns", DUMP.replaceAll("\n", "\r\r\n")],
    ["line separators", DUMP.replaceAll("\n", "\u2028")],
    ["next lines", DUMP.replaceAll("\n", "\u0085")],
    ["blanks that do not break", DUMP.replaceAll(" ", "\u00a0")],
    ["such blanks that were read as Latin-1", DUMP.replaceAll(" ", "\u00c2\u00a0")],
    ["figure spaces", DUMP.replaceAll(" ", "\u2007")],
    ["ideographic spaces", DUMP.replaceAll(" ", "\u3000")],
    ["marks of width zero", DUMP.replaceAll(":", "\u200b:\ufeff").replaceAll("-", "-\u00ad")],
    ["colours", DUMP.replaceAll("00", "\u001b[01;31m\u001b[K00\u001b[m\u001b[K")],
    ["colours without the escape", DUMP.replaceAll("00", "^[[31m00^[[0m")],
    ["a window's title", `\u001b]0;root@host: ~\u0007${DUMP}`],
    ["overstrikes", DUMP.replaceAll("0", "_\b0")],
    ["a bell", `\u0007${DUMP}\u001a`],
    ["quoted-printable below its header", `Content-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(DUMP)}`],
    ["quoted-printable", quotedPrintable(DUMP)],
    ["base64 below its header", `Content-Transfer-Encoding: base64\n\n${base64(DUMP)}\n--part--\n`],
    ["a web page", `<html><head><style>a{b:c}</style></head><body><pre>${escaped(DUMP)}</pre></body></html>`],
    ["line breaks", escaped(DUMP).replaceAll("\n", "<br />\n").replaceAll(" ", "&nbsp;")],
    ["highlighting", escaped(DUMP).replace(/\d\d/g, '<span class="m">$&</span>')],
    ["a page in a page", escaped(`<pre>${escaped(DUMP)}</pre>`)],
    ["Markdown's fences", `\`\`\`text\n${DUMP}\n\`\`\``],
    ["{{{ }}}", `{{{${DUMP}}}}`],
    ["{code}", `{code:title=lspci}${DUMP}{code}`],
    ["[code]", `[code]${DUMP}[/code]`],
    ["escapes of JSON", JSON.stringify(DUMP).slice(1, -1)],
    ["a span for each line", DUMP.replace(/.+/g, '<span class="line">$&</span>').replaceAll("\n", "")],
    ["line ends that are shown", DUMP.replaceAll("\t", "^I").replaceAll("\n", "$\n")],
    ["carriage returns that are shown", DUMP.replaceAll("\n", "^M\n")],
    ["pilcrows", DUMP.replaceAll("\n", "¶\n")],
    ["a backslash at the end of each line", DUMP.replaceAll("\n", " \\\n")],
    ["a frame", DUMP.replace(/.+/g, (line) => `${line.padEnd(70)} │`)],
    ["quotation marks of each line", DUMP.replace(/.+/g, '"$&",')],
    ["backticks of each line", DUMP.replace(/.+/g, "`$&`")],
    ["a span for each line", DUMP.replace(/.+/g, '<span class="line">$&</span>').replaceAll("\n", "")],
    ["line ends that are shown", DUMP.replaceAll("\t", "^I").replaceAll("\n", "$\n")],
    ["carriage returns that are shown", DUMP.replaceAll("\n", "^M\n")],
    ["pilcrows", DUMP.replaceAll("\n", "¶\n")],
    ["a backslash at the end of each line", DUMP.replaceAll("\n", " \\\n")],
    ["a frame", DUMP.replace(/.+/g, (line) => `${line.padEnd(70)} │`)],
    ["quotation marks of each line", DUMP.replace(/.+/g, '"$&",')],
    ["backticks of each line", DUMP.replace(/.+/g, "`$&`")],
  ])("%s", (_what, text) => {
    const read = plainText(text).replace(/\\\n/g, "");
    const shown = read.startsWith("Content-") ? read.slice(read.indexOf("\n\n")).replace("--part--", "") : read;
    expect(linesOf(shown)).toEqual(linesOf(DUMP));
  });

  test("a text in which there is nothing to take back is the same one", () => {
    const texts = [DUMP, DUMP.replaceAll("\n", "\r\n"), "Len=0c <?>\nCount=1/4 Maskable-\n[size=4K]\nnumvfs=20\n", ""];
    for (const text of texts) expect(plainText(text)).toBe(text);
  });

  test("what a mail program saved below a header that no longer holds is left", () => {
    const mail = `Content-Transfer-Encoding: quoted-printable\n\n${DUMP}`;
    expect(plainText(mail)).toBe(mail);
  });
});

test("a text may be as odd and long as it likes", () => {
  const pieces = [
    "<pre",
    "<script>",
    "<br ",
    "&",
    "&#",
    "=\n",
    "=3",
    "\u001b[",
    "\u001b]",
    "\b",
    "{{{",
    "`",
    "\\n",
    "\r",
  ];
  for (const piece of pieces) {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(plainText(text).length).toBeLessThanOrEqual(text.length);
  }
});
