/** Rows of bytes with their function before them, as drivers log them: `igb 0000:01:00.0: 00000010: 86 80 …`. */
import { parseBdf } from "../../pci/bdf.ts";
import type { Dialect } from "../dialect.ts";
import { readRow } from "../row.ts";
import { rowReader } from "./rows.ts";

const LOGGED =
  /^(?:[\w.-]{1,40} )?((?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[01][0-9a-f]\.[0-7]):? (?=\s*(?:0x)?[0-9a-f]+:\s)(.*)$/i;

export const LOGGED_ROWS: Dialect = {
  name: "print_hex_dump of a driver",
  start: (sink) => {
    const rows = rowReader(sink);
    return (line) => {
      const [, address = "", text = ""] = LOGGED.exec(line.text) ?? [];
      const row = text === "" ? null : readRow(text);
      const bdf = parseBdf(address);
      if (bdf === null || row === null || row.bytes.length < 4) return false;
      sink.mention(bdf, line);
      return rows(line, text);
    };
  },
};
