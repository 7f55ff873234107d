import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { firstUnseen, HOSTILE, hostileText } from "../../machine/testing/hostile-machine.ts";
import { visibleLine } from "../../pci/visible-text.ts";
import { planOperation } from "../plan/plan.ts";
import { at, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { comment, interfaceOrName, shellWord } from "./shell.ts";
import { commandOf, stepAt, writeOf } from "./table.ts";

const PF = at("01:00.0");
const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };

describe("commands of a plan", () => {
  it("are the plan in order, each step with its label, and the way back as comments", () => {
    const machine = machineOf(pfWithVfs({ vfs: [{}] }), { host: { vfioPci: "available" } });
    const request = { kind: "vfs.set", pf: PF, count: 2, purpose: "vfio-pci" } as const;
    const dir = "/sys/bus/pci/devices/0000:01:00.0";
    expect(planOperation({ machine, request, newId: ids() }).commands).toEqual([
      "# Set 0000:01:00.0 to 2 VFs",
      "# Run as root. With sudo, use a root shell (sudo -i): in `sudo echo 4 > file` the shell opens the file, not sudo.",
      "# Load the vfio-pci module",
      "modprobe vfio-pci",
      "# Remove the VF of 0000:01:00.0",
      `echo 0 > ${dir}/sriov_numvfs`,
      "# Disable driver autoprobe for VFs of 0000:01:00.0",
      `echo 0 > ${dir}/sriov_drivers_autoprobe`,
      "# Create 2 VFs on 0000:01:00.0",
      `echo 2 > ${dir}/sriov_numvfs`,
      "# Set the driver override of VF 0 of 0000:01:00.0 (0000:01:00.2) to vfio-pci",
      `echo vfio-pci > ${dir}/virtfn0/driver_override`,
      "# Bind VF 0 of 0000:01:00.0 (0000:01:00.2) to vfio-pci",
      `basename "$(readlink ${dir}/virtfn0)" > /sys/bus/pci/drivers_probe`,
      "# Set the driver override of VF 1 of 0000:01:00.0 (0000:01:00.3) to vfio-pci",
      `echo vfio-pci > ${dir}/virtfn1/driver_override`,
      "# Bind VF 1 of 0000:01:00.0 (0000:01:00.3) to vfio-pci",
      `basename "$(readlink ${dir}/virtfn1)" > /sys/bus/pci/drivers_probe`,
      "# Enable driver autoprobe for VFs of 0000:01:00.0",
      `echo 1 > ${dir}/sriov_drivers_autoprobe`,
      "# To undo it:",
      `#   echo 0 > ${dir}/sriov_numvfs`,
      `#   echo 1 > ${dir}/sriov_drivers_autoprobe`,
      `#   echo 1 > ${dir}/sriov_numvfs`,
    ]);
  });

  it("move functions by address", () => {
    const machine = machineOf(pfWithVfs({ vfs: [ON_VFIO] }));
    const request = { kind: "giveBack", bdfs: [at("01:00.2")] } as const;
    const { commands } = planOperation({ machine, request, newId: ids() });
    expect(commands.filter((line) => !line.startsWith("#"))).toEqual([
      "echo > /sys/bus/pci/devices/0000:01:00.2/driver_override",
      "echo 0000:01:00.2 > /sys/bus/pci/drivers/vfio-pci/unbind",
      "echo 0000:01:00.2 > /sys/bus/pci/drivers_probe",
    ]);
  });
});

describe("commands, run by sh on a tree of files", () => {
  const root = mkdtempSync(join(tmpdir(), "shell-test-"));
  afterAll(() => rmSync(root, { recursive: true }));
  const devices = join(root, "bus/pci/devices");
  for (const bdf of ["0000:01:00.0", "0000:01:00.2"]) {
    mkdirSync(join(devices, bdf, "driver"), { recursive: true });
    for (const file of ["sriov_numvfs", "driver_override", "driver/unbind"])
      writeFileSync(join(devices, bdf, file), "");
  }
  symlinkSync("../0000:01:00.2", join(devices, "0000:01:00.0/virtfn0"));
  writeFileSync(join(root, "bus/pci/drivers_probe"), "");

  function written(command: string, file: string): string {
    const { status, stderr } = spawnSync("sh", ["-c", command.replaceAll("/sys/", `${root}/`)], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    return readFileSync(join(root, "bus/pci", file), "utf8");
  }

  const vf = { pf: PF, vf: 0, expected: null };

  it("writes what the step writes", () => {
    const numvfs = { verb: "sriov.numvfs", bdf: PF, value: 4 } as const;
    expect(written(commandOf(numvfs), "devices/0000:01:00.0/sriov_numvfs")).toBe("4\n");
    const override = { verb: "driver.override", target: { bdf: PF }, driver: "it's odd" } as const;
    expect(written(commandOf(override), "devices/0000:01:00.0/driver_override")).toBe("it's odd\n");
    expect(written(commandOf({ ...override, driver: null }), "devices/0000:01:00.0/driver_override")).toBe("\n");
  });

  it("finds a VF through its PF, whatever its address", () => {
    const own = "devices/0000:01:00.2";
    expect(
      written(commandOf({ verb: "driver.override", target: vf, driver: "vfio-pci" }), `${own}/driver_override`),
    ).toBe("vfio-pci\n");
    expect(written(commandOf({ verb: "driver.unbind", target: vf, from: "any" }), `${own}/driver/unbind`)).toBe(
      "0000:01:00.2\n",
    );
    mkdirSync(join(root, "bus/pci/drivers/igbvf"), { recursive: true });
    expect(written(commandOf({ verb: "driver.unbind", target: vf, from: "igbvf" }), "drivers/igbvf/unbind")).toBe(
      "0000:01:00.2\n",
    );
    expect(written(commandOf({ verb: "driver.probe", target: vf }), "drivers_probe")).toBe("0000:01:00.2\n");
  });
});

describe("writeOf", () => {
  it("names the file and the bytes of each verb", () => {
    const override = stepAt({ verb: "driver.override", target: { bdf: PF }, driver: null }, PF);
    expect(writeOf(override)).toEqual({ where: "/sys/bus/pci/devices/0000:01:00.0/driver_override", wrote: "\n" });
    expect(writeOf({ verb: "driver.unbind", bdf: PF, from: "any" })).toEqual({
      where: "/sys/bus/pci/devices/0000:01:00.0/driver/unbind",
      wrote: "0000:01:00.0",
    });
    expect(writeOf({ verb: "driver.unbind", bdf: PF, from: "igb" }).where).toBe("/sys/bus/pci/drivers/igb/unbind");
    expect(writeOf({ verb: "module.load", module: "vfio-pci" })).toEqual({ where: "modprobe", wrote: "vfio-pci" });
  });
});

describe("the interface in a command", () => {
  const net = (name: string, portName?: string) => ({
    kind: "net" as const,
    name,
    state: null,
    address: null,
    ...(portName === undefined ? {} : { portName }),
  });

  it("is the PF's own, and never one that stands for a VF", () => {
    const children = [net("en3f0pf0sf0", "pf0sf0"), net("p0", "p0"), net("pf0vf0", "pf0vf0")];
    expect(interfaceOrName({ children })).toBe("p0");
  });

  it("has a place for its name where it cannot be told", () => {
    expect(interfaceOrName({ children: [net("pf0vf0", "pf0vf0")] })).toBe("NAME");
  });
});

describe("words and comments out of any text", () => {
  it("quotes what a shell would take apart", () => {
    expect(shellWord("mlx5_core")).toBe("mlx5_core");
    expect(shellWord("a b; rm -rf $HOME")).toBe("'a b; rm -rf $HOME'");
  });

  it.each(["sh", "bash"])(
    "%s reads every word back, as it is or made visible, and passes over every comment",
    (shell) => {
      const texts = [...HOSTILE, ...fc.sample(hostileText, 300)];
      const script = [...texts.map(comment), `printf '%s\\0' ${texts.map(shellWord).join(" ")}`].join("\n");
      expect(firstUnseen(script)).toBeNull();
      const { status, stdout, stderr } = spawnSync(shell, ["-c", script], { encoding: "utf8" });
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout.split("\0").slice(0, -1)).toEqual(texts.map(visibleLine));
    },
  );

  it.each(HOSTILE.map((bad) => [bad]))("no command takes %j apart", (bad) => {
    const target = { bdf: PF };
    const commands = [
      commandOf({ verb: "driver.override", target, driver: bad }),
      commandOf({ verb: "reset.method", bdf: PF, methods: [bad, bad] }),
      commandOf({ verb: "vf.network", bdf: PF, vf: 0, settings: [{ set: "mac", mac: bad }] }),
    ];
    const folder = mkdtempSync(join(tmpdir(), "paste-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    // Shell functions and a file for what a command would change.
    const script = [
      "ip() { :; }",
      "ls() { echo eth0; }",
      ...commands.map((each) => each.replace(/ > \/sys\/\S+$/, " >> out")),
    ];
    expect(firstUnseen(script.join("\n"))).toBeNull();
    const { status, stderr } = spawnSync("sh", ["-c", script.join("\n")], { cwd: folder, encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    expect(readdirSync(folder)).toEqual(["out"]);
    const shown = visibleLine(bad);
    expect(readFileSync(join(folder, "out"), "utf8")).toBe(`${shown}\n${shown} ${shown}\n`);
  });
});
