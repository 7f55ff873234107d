import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { FILE_WORDS } from "../../../shared/words/texts/files.ts";
import { openFile } from "./open-file.ts";
import { tarOf } from "./testing/tar.ts";

const LIST = "02:00.0 Ethernet controller [0200]: Made Up Cards Quad Port [1234:0202]\n";
const ARCHIVE = gzipSync(
  tarOf({
    "sosreport/sos_commands/kernel/dmesg": "[    1.234567] pci 0000:02:00.0: Adding to iommu group 15\n",
    "sosreport/sos_commands/pci/lspci_-nn": LIST,
    "sosreport/etc/hostname": "lab-host\n",
  }),
);

it("opens an archive as the one machine that its files tell of, with its name", async () => {
  const opened = await openFile("sos.tar.gz", ARCHIVE);
  if (!opened.ok) throw new Error(english(opened.message));
  const [{ host, part }, ...others] = opened.machines;
  expect([part, others]).toEqual([null, []]);
  expect(await host.identity()).toMatchObject({ name: "sos.tar.gz, lab-host", connection: "file sos.tar.gz" });
  const { functions } = await host.scan();
  expect(functions).toMatchObject([{ bdf: "0000:02:00.0", vendor: 0x1234, device: 0x0202, iommuGroup: "15" }]);
});

it("gives the same machine for a text and for its bytes, packed or not", async () => {
  const inputs = [LIST, Buffer.from(LIST), Buffer.from(LIST, "utf16le"), gzipSync(LIST)];
  const scans = await Promise.all(
    inputs.map(async (input) => {
      const opened = await openFile("list", input);
      if (!opened.ok) throw new Error(english(opened.message));
      return await opened.machines[0].host.scan();
    }),
  );
  expect(new Set(scans.map((scan) => JSON.stringify(scan))).size).toBe(1);
});

it("refuses what cannot be unpacked, and ends when it is cancelled", async () => {
  expect(await openFile("x.gz", ARCHIVE.subarray(0, 40))).toMatchObject({
    ok: false,
    message: FILE_WORDS.damaged({ packing: "gzip" }),
  });
  const signal = AbortSignal.abort(new Error("cancelled"));
  await expect(openFile("x.gz", ARCHIVE, { signal })).rejects.toThrow("cancelled");
});
