import { act } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { decodeReading } from "../../model/decoded-config.ts";
import type { ConfigView } from "../../stores/config.ts";
import { pfReading } from "../../testing/config-bytes.ts";
import { bdf, labMachine, sampleFunction } from "../../testing/machines.ts";
import { screen, show, within } from "../../testing/page.tsx";
import { openStores } from "../../testing/stores.ts";

const bridge = await openStores({ local: labMachine() });
const { useMachine } = await import("../../stores/machine.ts");
const { useOperations } = await import("../../stores/operations.ts");
const { useView } = await import("../../stores/view.ts");
const { ConfigFace } = await import("./ConfigFace.tsx");
const { ConfigNotes } = await import("./ConfigNotes.tsx");
const { Header } = await import("./Header.tsx");
const { FactList } = await import("./parts/FactList.tsx");
const { Legend } = await import("./hex/Legend.tsx");
const { ByteInspector } = await import("./hex/ByteInspector.tsx");

const fn = sampleFunction("0000:01:00.0");
const machineOf = (one: typeof fn) => buildMachine({ ...labMachine(), functions: [one] });

function face(view: ConfigView, canRead = true) {
  return show(
    <ConfigFace machine={machineOf(fn)} fn={fn} view={view} canRead={canRead}>
      {() => <p>the registers</p>}
    </ConfigFace>,
  );
}
function config(options: Parameters<typeof pfReading>[0] = {}) {
  return decodeReading(pfReading(options), fn);
}
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const noButton = (name: string | RegExp) => expect(screen.queryByRole("button", { name })).toBeNull();

/** The last question about a configuration space. */
function lastRead(): unknown {
  return bridge.calls.findLast(({ method }) => method === "config.read")?.input;
}

describe("faces of a configuration space", () => {
  it("offers to wake a function that is asleep, says what that means, and wakes it", async () => {
    const { user, text } = face({ state: "asleep" });
    expect(text()).toContain("power the device on");
    expect(text()).not.toContain("the registers");
    await user.click(button("Wake and read"));
    expect(lastRead()).toEqual({ host: "local", bdf: fn.bdf, wake: true });
  });

  it("keeps old bytes in view and says how old they are", () => {
    const { text } = face({ state: "decoded", config: config(), at: 0, stale: "asleep" });
    expect(text()).toContain("the registers");
    expect(text()).toMatch(/Read at \d\d:\d\d:\d\d/);
    expect(button("Wake and read")).toBeTruthy();
    expect(face({ state: "decoded", config: config(), at: 0, stale: null }).text()).toBe("the registers");
  });

  it("names the capabilities of a function out of a text, and what to paste to see their registers", () => {
    const names = { vendor: null, device: null, whole: null, subsystem: null, classLabel: null, progIf: null };
    const capability = { at: 0x160, isExtended: true, version: 1, name: "Single Root I/O Virtualization (SR-IOV)" };
    const told = { ...fn, fromText: { facts: ["driver"], names, capabilities: [capability] } };
    const view: ConfigView = { state: "unreadable", code: "ENODATA", message: "The file holds no bytes." };
    const { text } = show(
      <ConfigFace machine={machineOf(told)} fn={told} view={view} canRead={false}>
        {() => null}
      </ConfigFace>,
    );
    expect(text()).toMatch(/160h v1.*Single Root I\/O Virtualization/);
    expect(text()).toContain("Run lspci -nnvvvxxxx as root");
    expect(text()).not.toContain("could not be read");
    button("Copy command");
  });

  it("says of a function that is left unread who decided that, and offers to end it", () => {
    const left = { ...fn, leftUnread: true as const };
    const view: ConfigView = { state: "unreadable", code: "UNREAD", message: "It is left unread." };
    const { text } = show(
      <ConfigFace machine={machineOf(left)} fn={left} view={view} canRead>
        {() => null}
      </ConfigFace>,
    );
    expect(text()).toMatch(/Left unread.*Your setting/);
    expect(text()).not.toContain("UNREAD");
    button("Read its registers again");
    noButton("Read again");
  });

  it("passes on the kernel's refusal with its code", () => {
    const refused = face({ state: "unreadable", code: "EACCES", message: "Only root may." });
    expect(refused.text()).toMatch(/Only root may\. EACCES/);
  });

  it("offers a second look, which wakes nobody, and none at a file", async () => {
    const { user } = face({ state: "gone" });
    await user.click(button("Read again"));
    expect(lastRead()).toEqual({ host: "local", bdf: fn.bdf, wake: false });
    face({ state: "gone" }, false);
    noButton("Read again");
  });

  it("shows no spinner in the first moment", () => {
    expect(face({ state: "loading" }).text()).toBe("");
    expect(screen.queryByRole("status")).toBeNull();
  });
});

describe("notes on a configuration space", () => {
  const notes = (options: Parameters<typeof pfReading>[0], identity: Parameters<typeof labMachine>[0]) =>
    show(<ConfigNotes machine={buildMachine(labMachine(identity))} fn={fn} config={config(options)} />);

  it("gives an ordinary user the command for what is missing", async () => {
    const { user, text } = notes({ known: 64 }, { privileged: false });
    expect(text()).toContain("sudo lspci -vvv -s 0000:01:00.0");
    await user.click(button("Copy command"));
    expect(await navigator.clipboard.readText()).toBe("sudo lspci -vvv -s 0000:01:00.0");
    expect(notes({ known: 64 }, { kind: "file" }).text()).toContain("The file holds only the first 64 bytes");
    expect(notes({}, { privileged: false }).text()).toBe("");
    expect(notes({ known: 64 }, { privileged: true }).text()).toBe("");
  });
});

describe("head of the details", () => {
  function head(address: string, kind: "local" | "file" = "local") {
    const machine = buildMachine(labMachine({ kind }));
    const shown = machine.byBdf.get(bdf(address));
    if (!shown) throw new Error(address);
    return show(<Header machine={machine} fn={shown} />);
  }
  beforeEach(() => useOperations.setState({ asked: null }));

  const more = async (user: ReturnType<typeof head>["user"]) => {
    await user.click(button("More"));
    const items = () => screen.queryAllByRole("menuitem").map(({ textContent }) => textContent);
    await expect.poll(items).not.toEqual([]);
    return items();
  };

  it("offers one action first, and the others under More, destructive ones last", async () => {
    const { user } = head("0000:01:00.0");
    expect(button("Change VFs…")).toBeTruthy();
    noButton("Bind to vfio-pci…");
    const items = await more(user);
    expect(items).not.toContain("Change VFs…");
    expect(items).toContain("Make persistent…");
    expect(items.slice(-2)).toEqual(["Reset…", "Remove from the bus…"]);
  });

  it("offers first what takes nothing away, as long as nobody knows who uses it", async () => {
    const { user } = head("0000:01:00.5");
    expect(button("Pass through to a guest…")).toBeTruthy();
    expect(await more(user)).toContain("Return to host driver…");
    const bound = head("0000:01:00.2");
    noButton("Bind to vfio-pci…");
    expect(await more(bound.user)).toContain("Bind to vfio-pci…");
  });

  it("asks for what is clicked", async () => {
    const { user } = head("0000:01:00.0");
    await user.click(button("Change VFs…"));
    expect(useOperations.getState().asked).toMatchObject({ kind: "vfs", pf: "0000:01:00.0" });
  });

  it("offers nothing that changes a file", async () => {
    const { user } = head("0000:01:00.0", "file");
    noButton("Change VFs…");
    noButton("Read this function again");
    expect(await more(user)).not.toContain("Bind to vfio-pci…");
  });

  it("has what changes a lost machine off, and says why once", async () => {
    const { user } = head("0000:01:00.0");
    act(() => useMachine.setState({ live: "lost", lostBecause: "ssh ended." }));
    noButton("Change VFs…");
    expect(await more(user)).toContain("Change VFs…");
    expect(screen.getByRole("menuitem", { name: "Change VFs…" }).getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByRole("menuitem", { name: "Copy BDF" }).getAttribute("aria-disabled")).not.toBe("true");
    expect(screen.getAllByText("ssh ended.")).toHaveLength(1);
    act(() => useMachine.setState({ live: "live", lostBecause: null }));
  });

  it("tells the facts that decide: a click opens the tab with the evidence, keys copy", async () => {
    const { user } = head("0000:01:00.2");
    const facts = within(screen.getByRole("list", { name: "Facts" }));
    const [used, driver] = facts.getAllByRole("button");
    expect(used?.textContent).toBe("Used by: use unknown");
    expect(driver?.textContent).toBe("Driver: mlx5_core");
    used?.focus();
    await user.keyboard("{ArrowRight}{Control>}c{/Control}");
    expect(document.activeElement).toBe(driver);
    expect(await navigator.clipboard.readText()).toBe("mlx5_core");
    await user.click(facts.getByRole("button", { name: /^IOMMU group/ }));
    expect(useView.getState().tab).toBe("iommu");
  });

  it("of a VF leads to its PF", async () => {
    const { user, text } = head("0000:01:00.2");
    expect(text()).toContain("VF 0of 01:00.0");
    await user.click(button("of 01:00.0"));
    expect(useView.getState().focused).toBe("0000:01:00.0");
  });
});

describe("a list of facts", () => {
  const list = () =>
    show(
      <FactList
        facts={[
          { id: "a", label: "Slot", value: null, none: "none" },
          { id: "b", label: "Vendor", value: "Mellanox", fromPf: bdf("0000:01:00.0") },
          { id: "c", label: "Device", value: "MT2910" },
        ]}
      />,
    );

  it("says why there is no value, and marks what comes from the PF", () => {
    list();
    const [none, vendor] = screen.getAllByRole("definition");
    expect(none?.textContent).toBe("none");
    expect(vendor?.textContent).toContain("from PF");
    expect(screen.getAllByText("from PF")).toHaveLength(1);
  });

  it("is one stop of the Tab key, in which arrows lead from value to value", async () => {
    const { user } = list();
    const [vendor, device] = [button(/^Vendor/), button(/^Device/)];
    await user.tab();
    expect(document.activeElement).toBe(vendor);
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(device);
    await user.keyboard("{Home}");
    expect(document.activeElement).toBe(vendor);
    await user.keyboard("{End}");
    expect(document.activeElement).toBe(device);
    // It is left where it was, and comes back there.
    expect([vendor.tabIndex, device.tabIndex]).toEqual([-1, 0]);
  });

  it("copies a value at a click, and by keyboard", async () => {
    const { user } = list();
    await user.click(button(/^Device/));
    expect(await navigator.clipboard.readText()).toBe("MT2910");
    await user.keyboard("{ArrowUp}{Control>}c{/Control}");
    expect(await navigator.clipboard.readText()).toBe("Mellanox");
  });
});

describe("bytes", () => {
  it("have a legend of the structures, with unknown bytes where there are any", async () => {
    const onChoose = vi.fn();
    const legend = (hasUnknown: boolean) =>
      show(
        <Legend ranges={config().ranges} hasUnknown={hasUnknown} current={-1} onPoint={() => {}} onChoose={onChoose} />,
      );
    legend(true);
    expect(screen.getByText("unknown")).toBeTruthy();
    const { user } = legend(false);
    expect(screen.queryByText("unknown")).toBeNull();
    for (const name of ["Header", "PM", "PCI Express", "ARI", "SR-IOV"])
      expect(button(new RegExp(`^${name}`))).toBeTruthy();
    await user.click(button(/^SR-IOV/));
    expect(onChoose).toHaveBeenCalledWith(expect.objectContaining({ path: "sriov@180" }));
  });

  const inspect = (offset: number, options: Parameters<typeof pfReading>[0] = {}) => {
    const calls = { onChoose: vi.fn(), onReveal: vi.fn() };
    const shown = show(
      <ByteInspector
        config={config(options)}
        offset={offset}
        selection={null}
        missing="not readable without root"
        onPoint={() => {}}
        {...calls}
      />,
    );
    return { ...shown, ...calls };
  };

  it("are told by the fields that are in one", () => {
    expect(inspect(0x188, { enabled: true }).text()).toContain("VF Enable");
    expect(inspect(0x188, { enabled: true }).text()).toContain("0001 1001");
    expect(inspect(0x189).text()).not.toContain("VF Enable");
    expect(inspect(0x50).text()).toContain("not part of any structure");
    expect(inspect(0x1c4).text()).toContain("Unknown capability ID");
    expect(inspect(0x204).text()).toContain("Unknown capability ID");
    expect(inspect(0x50, { known: 64 }).text()).toContain("not readable without root");
  });

  it("lead from a field to its bytes, and to its place in the field tree", async () => {
    const { user, onChoose, onReveal } = inspect(0x188, { enabled: true });
    const [line] = screen.getAllByRole("listitem").filter(({ textContent }) => textContent?.includes("VF Enable"));
    if (line === undefined) throw new Error("VF Enable is not shown");
    await user.click(within(line).getByTitle("Select its bytes"));
    expect(onChoose).toHaveBeenCalledWith({ anchor: 0x188, focus: 0x188 });
    await user.click(button("Show VF Enable in the field tree"));
    expect(onReveal).toHaveBeenCalledWith("sriov@180.ctl.enable");
  });
});
