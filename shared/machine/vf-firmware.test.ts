import { describe, expect, it } from "vitest";
import { english, inEnglish } from "../words/testing/english.ts";
import { functionInfo, sriov } from "./testing/sample-machine.ts";
import { VF_FIRMWARE, vfFirmware, vfFirmwareText } from "./vf-firmware.ts";

const net = (name: string) => [{ kind: "net", name, state: "up", address: null } as const];
const card = (facts: Parameters<typeof functionInfo>[1]) => functionInfo("01:00.0", facts);

describe("what raises TotalVFs of a card", () => {
  it("is the firmware's setting of a ConnectX, with the number that was wished for", () => {
    const [mstconfig, ...devlink] = vfFirmware(card({ driver: "mlx5_core" }), 16).commands;
    expect(mstconfig).toBe("mstconfig -d 0000:01:00.0 set SRIOV_EN=1 NUM_OF_VFS=16");
    expect(devlink).toEqual([
      "devlink dev param set pci/0000:01:00.0 name enable_sriov value true cmode permanent",
      "devlink dev param set pci/0000:01:00.0 name total_vfs value 16 cmode permanent",
    ]);
  });

  it("is told by the card where a driver says nothing of it", () => {
    const given = (device: number) => card({ driver: "vfio-pci", vendor: 0x15b3, device });
    expect(vfFirmware(given(0x101d)).row?.id).toBe("mlx5");
    expect(vfFirmware(given(0x1003)).row?.id).toBe("mlx4");
    expect(english(vfFirmware(given(0x1003)).text)).toContain("num_vfs");
    expect(vfFirmware(given(0x101d)).commands[0]).toMatch(/NUM_OF_VFS=N$/);
  });

  it.each([
    [0x1010, "mlx4"],
    [0x1011, "mlx5"],
    [0x1027, "mlx5"],
    [0xa2df, "mlx5"],
    // ConnectX-2, whose id is above all of ConnectX-3 and of mlx5.
    [0x6764, "mlx4"],
    // InfiniHost and a switch have no VFs.
    [0x5a44, undefined],
    [0x6278, undefined],
    [0xcb84, undefined],
  ])("is of mlx4 or mlx5 by the id %i that the driver lists: %s", (device, id) => {
    expect(vfFirmware(card({ driver: "vfio-pci", vendor: 0x15b3, device })).row?.id).toBe(id);
  });

  it("goes by the driver that has the card, whatever the card's id is like", () => {
    const on = (driver: string, device: number) => vfFirmware(card({ driver, vendor: 0x15b3, device })).row?.id;
    expect(on("mlx5_core", 0x100f)).toBe("mlx5");
    expect(on("mlx4_core", 0x1011)).toBe("mlx4");
    expect(vfFirmware(card({ driver: "bnxt_en", classCode: 0x010802 })).row?.id).toBe("bnxt");
  });

  it("has a switch by devlink and a number by the vendor's tool with bnxt_en", () => {
    const { text, commands } = vfFirmware(card({ driver: "bnxt_en" }), 8);
    expect(english(text)).toContain("number_of_vfs_per_pf");
    expect(commands).toEqual(["devlink dev param set pci/0000:01:00.0 name enable_sriov value true cmode permanent"]);
  });

  it("is nothing that the host can do with NVMe, qede or i40e", () => {
    expect(english(vfFirmwareText(card({ driver: "nvme", classCode: 0x010802 }), 8))).toMatch(
      /^TotalVFs is fixed in the controller/,
    );
    for (const driver of ["qede", "i40e"]) {
      expect(vfFirmware(card({ driver })).commands).toEqual([]);
      expect(english(vfFirmwareText(card({ driver })))).toMatch(/driver can’t change.*BIOS setup/);
    }
  });

  it("is the BIOS or the firmware, where the card is not known", () => {
    const unknown = (totalVfs: number) =>
      vfFirmware(card({ driver: "pci-pf-stub", vendor: 0x1234, sriov: sriov({ totalVfs }) }));
    expect(inEnglish(unknown(8))).toMatchObject({
      row: null,
      text: expect.stringMatching(/set in the card’s firmware/),
    });
    expect(english(unknown(8).text)).not.toContain("BIOS");
    expect(english(unknown(0).text)).toContain("an SR-IOV option");
  });

  it("puts no name into a command that a shell would read otherwise", () => {
    const command = (name: string) => vfFirmware(card({ driver: "sfc", children: net(name) }), 4).commands;
    expect(command("eth0")).toEqual(["sfboot --adapter=eth0 switch-mode=sriov vf-count=4"]);
    expect(command("$(id)")).toEqual(["sfboot switch-mode=sriov vf-count=4"]);
  });

  it("has a source for each kind of card", () => {
    for (const { source, evidence } of VF_FIRMWARE)
      expect([source.length > 0, evidence.length > 0]).toEqual([true, true]);
  });
});
