import { expect, test } from "vitest";
import { blankDetail } from "../../../../shared/machine/blank.ts";
import { labMachine, sampleFunction } from "../../../testing/machines.ts";
import { screen, show } from "../../../testing/page.tsx";
import { openStores } from "../../../testing/stores.ts";

const PF = sampleFunction("0000:02:00.0", { driver: "mlx5_core", classCode: 0x020700 });
const bridge = await openStores({ local: { ...labMachine(), functions: [PF] } });
const { VfSettings } = await import("./VfSettings.tsx");

test("GUIDs of the VFs are shown, and that a port without one stays down", async () => {
  const nothing = { mac: null, vlan: null, qos: null, spoofCheck: null, trust: null, minRate: null, maxRate: null };
  const settings = (vf: number, guid: string, linkState: "auto" | "disable") =>
    ({ ...nothing, vf, linkState, nodeGuid: guid, portGuid: guid, linkType: "infiniband" }) as const;
  const vfSettings = [
    settings(0, "02:00:5e:ff:fe:00:54:00", "auto"),
    settings(1, "00:00:00:00:00:00:00:00", "disable"),
  ];
  bridge.answer("function.detail", () => ({ ...blankDetail(PF.bdf), vfSettings }));
  show(<VfSettings fn={PF} />);
  const first = { name: "0 02:00:5e:ff:fe:00:54:00 02:00:5e:ff:fe:00:54:00 auto" };
  await expect.poll(() => screen.queryByRole("row", first)).not.toBeNull();
  expect(screen.getByRole("row", { name: "1 none none down" })).not.toBeNull();
  expect(screen.getByText(/stays down/)).not.toBeNull();
});
