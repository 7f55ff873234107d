/** What happens to texts on their way into a mail, a bug tracker, a log, and back: each takes a text and gives one of the same meaning. */

export interface Transformation {
  readonly name: string;
  readonly of: (text: string) => string;
  /**
   * `stamp` = a prefix of 13 characters or more; `rows` = how a program writes its lines; `encoding` = what it makes has no
   * lines, or lines of other lengths than what is shown.
   */
  readonly kind: "prefix" | "stamp" | "around" | "rows" | "blanks" | "wrap" | "encoding" | "repeat";
}

const lines = (text: string) => text.split("\n");
const eachLine = (of: (line: string, index: number) => string) => (text: string) => lines(text).map(of).join("\n");
const two = (value: number) => String(value).padStart(2, "0");
const clock = (index: number) =>
  `${two(9 + Math.floor(index / 3600))}:${two(Math.floor(index / 60) % 60)}:${two(index % 60)}`;
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const printable = (byte: string) => {
  const code = Number.parseInt(byte, 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ".";
};
const ROW = /^[0-9a-f]{2,3}: [0-9a-f]{2}( [0-9a-f]{2})*$/;

function withColumn(line: string): string {
  if (!ROW.test(line)) return line;
  return `${line}  ${line.split(" ").slice(1).map(printable).join("")}`;
}

function wrapped(line: string, width: number, isHard: boolean): readonly string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const blank = rest.lastIndexOf(" ", width);
    const indentation = rest.length - rest.trimStart().length;
    const at = isHard || blank <= indentation ? width : blank;
    pieces.push(rest.slice(0, at));
    rest = isHard || blank <= indentation ? rest.slice(at) : rest.slice(at + 1);
  }
  return [...pieces, rest];
}

const wrap = (width: number, isHard: boolean) => (text: string) =>
  lines(text)
    .flatMap((line) => wrapped(line, width, isHard))
    .join("\n");

function quotedPrintable(text: string): string {
  const written = text.replace(/[=\u0080-\u{10ffff}]/gu, (character) =>
    [...encodeURIComponent(character === "=" ? "%" : character).replace("%25", "%3D")].join("").replaceAll("%", "="),
  );
  return lines(written)
    .map((line) => line.replace(/([ \t])$/, (blank) => (blank === " " ? "=20" : "=09")))
    .map((line) => line.replace(/(.{70}[^=]{2}(?!$)|.{70}(?==..)|.{71}(?==..))/gu, "$1=\n"))
    .join("\n");
}

export const TRANSFORMATIONS: readonly Transformation[] = [
  { name: "mail quote", kind: "prefix", of: eachLine((line) => `> ${line}`) },
  { name: "quote of a quote", kind: "prefix", of: eachLine((line) => `>> ${line}`) },
  { name: "quote without blanks", kind: "prefix", of: eachLine((line) => `>${line}`) },
  { name: "quote by bars", kind: "prefix", of: eachLine((line) => `| ${line}`) },
  { name: "indented by four", kind: "prefix", of: eachLine((line) => `    ${line}`) },
  { name: "indented by a tab", kind: "prefix", of: eachLine((line) => `\t${line}`) },
  {
    name: "kernel's time",
    kind: "stamp",
    of: eachLine((line, index) => `[${(12 + index * 0.000037).toFixed(6).padStart(12)}] ${line}`),
  },
  { name: "syslog", kind: "stamp", of: eachLine((line, index) => `Nov  9 ${clock(index)} host-a kernel: ${line}`) },
  {
    name: "journal",
    kind: "stamp",
    of: eachLine((line, index) => `2025-11-09T${clock(index)}+0100 host-a lspci[811]: ${line}`),
  },
  { name: "ts", kind: "stamp", of: eachLine((line, index) => `Nov 09 ${clock(index)} ${line}`) },
  { name: "minicom", kind: "stamp", of: eachLine((line, index) => `[2025-11-09 ${clock(index)}] ${line}`) },
  { name: "numbered", kind: "prefix", of: eachLine((line, index) => `${String(index + 1).padStart(6)}\t${line}`) },
  { name: "grep -n", kind: "prefix", of: eachLine((line, index) => `${index + 1}:${line}`) },
  { name: "diff", kind: "prefix", of: eachLine((line) => `+${line}`) },
  { name: "comment", kind: "prefix", of: eachLine((line) => `# ${line}`) },
  { name: "<pre>", kind: "around", of: (text) => `<pre>${escaped(text)}</pre>` },
  {
    name: "a page",
    kind: "encoding",
    of: (text) =>
      `<html><body><p>Hello<p>${lines(escaped(text))
        .map((line) => line.replace(/ (?= )|^ /g, "&nbsp;"))
        .join("<br/>\n")}</body></html>`,
  },
  { name: "fences", kind: "around", of: (text) => `Look:\n\`\`\`\n${text}\n\`\`\`\nThanks` },
  { name: "{code}", kind: "around", of: (text) => `{code}${text}{code}` },
  { name: "words around", kind: "around", of: (text) => `Hello,\nthis is what my card says:\n\n${text}\n\nThanks\n` },
  { name: "shell", kind: "around", of: (text) => `root@host-a:~# lspci -vvvxxxx\n${text}\nroot@host-a:~# ` },
  { name: "CRLF", kind: "blanks", of: (text) => text.replaceAll("\n", "\r\n") },
  { name: "CR", kind: "encoding", of: (text) => text.replaceAll("\n", "\r") },
  { name: "byte order mark", kind: "around", of: (text) => `\ufeff${text}` },
  { name: "UTF-16 as bytes", kind: "encoding", of: (text) => [...text].map((character) => `${character}\0`).join("") },
  { name: "U+00A0", kind: "blanks", of: (text) => text.replaceAll(" ", "\u00a0") },
  { name: "width zero", kind: "encoding", of: (text) => text.replaceAll(":", "\u200b:") },
  { name: "tabs lost", kind: "rows", of: (text) => text.replaceAll("\t", "        ") },
  {
    name: "tabs for blanks",
    kind: "rows",
    of: eachLine((line) => (/^[0-9a-f]{2,3}: /.test(line) ? line.replaceAll(" ", "\t") : line)),
  },
  { name: "blanks at the end", kind: "blanks", of: eachLine((line) => `${line}  `) },
  { name: "blank lines between", kind: "blanks", of: (text) => text.replaceAll("\n", "\n\n") },
  { name: "ASCII column", kind: "rows", of: eachLine(withColumn) },
  { name: "upper case rows", kind: "rows", of: eachLine((line) => (ROW.test(line) ? line.toUpperCase() : line)) },
  {
    name: "colours",
    kind: "encoding",
    of: eachLine((line) => line.replace(/^(\S+)/, "\u001b[01;31m\u001b[K$1\u001b[m\u001b[K")),
  },
  { name: "quoted-printable", kind: "encoding", of: quotedPrintable },
  {
    name: "doubled lines",
    kind: "repeat",
    of: (text) =>
      lines(text)
        .flatMap((line) => [line, line])
        .join("\n"),
  },
  { name: "twice", kind: "repeat", of: (text) => `${text}\n\n${text}` },
  ...[40, 60, 72, 76, 80].flatMap((width): Transformation[] => [
    { name: `wrapped at ${width}`, kind: "wrap", of: wrap(width, false) },
    { name: `broken at ${width}`, kind: "wrap", of: wrap(width, true) },
  ]),
];
