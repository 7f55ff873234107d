import { expect, test } from "vitest";
import { wordsIn } from "../testing/words-in.ts";

test("Proxmox' list of functions", () => {
  const text = [
    "┌──────────┬────────┬──────────────┬────────────┬────────┬─────────────┬──────┬───────────────┐",
    "│ class    │ device │ id           │ iommugroup │ vendor │ device_name │ mdev │ vendor_name   │",
    "╞══════════╪════════╪══════════════╪════════════╪════════╪═════════════╪══════╪═══════════════╡",
    "│ 0x020000 │ 0x0202 │ 0000:02:00.0 │         15 │ 0x1234 │ Quad Port   │      │ Made Up Cards │",
    "├──────────┼────────┼──────────────┼────────────┼────────┼─────────────┼──────┼───────────────┤",
    "│ 0x060400 │ 0x0101 │ 0000:00:02.0 │         -1 │ 0x1234 │             │      │ Made Up Cards │",
    "└──────────┴────────┴──────────────┴────────────┴────────┴─────────────┴──────┴───────────────┘",
  ].join("\n");
  expect(wordsIn(text)).toEqual({
    "0000:02:00.0": {
      class: 0x0200,
      progIf: 0,
      vendor: 0x1234,
      device: 0x0202,
      iommuGroup: "15",
      names: { vendor: "Made Up Cards", device: "Quad Port" },
    },
    "0000:00:02.0": { class: 0x0604, progIf: 0, vendor: 0x1234, device: 0x0101, names: { vendor: "Made Up Cards" } },
  });
});
