import { expect, test } from "vitest";
import { RequestSchema } from "./request.ts";

test("edits of VFs are bounded by how many VFs they name together", () => {
  const vfs = Array.from({ length: 4096 }, (_, vf) => vf);
  const edits = (count: number) =>
    RequestSchema.safeParse({
      kind: "vf.settings",
      pf: "0000:01:00.0",
      edits: Array.from({ length: count }, () => ({ vfs, settings: { trust: true } })),
    });
  expect(edits(16).success).toBe(true);
  const { error } = edits(17);
  expect(error?.issues).toMatchObject([{ path: ["edits"], message: "name at most 65536 VFs" }]);
});
