import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { decodeReading } from "../../model/decoded-config.ts";
import type { ConfigView } from "../../stores/config.ts";
import { pfReading } from "../../testing/config-bytes.ts";
import { bdf, labMachine, sampleFunction } from "../../testing/machines.ts";
import { openStores } from "../../testing/stores.ts";

await openStores({ local: labMachine() });
const { ConfigFace } = await import("./ConfigFace.tsx");
const { ConfigNotes } = await import("./ConfigNotes.tsx");
const { Header } = await import("./Header.tsx");
const { FactList } = await import("./parts/FactList.tsx");
const { Legend } = await import("./hex/Legend.tsx");
const { ByteInspector } = await import("./hex/ByteInspector.tsx");

const fn = sampleFunction("0000:01:00.0");
const nothing = () => undefined;

function face(view: ConfigView, canRead = true): string {
  return renderToStaticMarkup(
    <ConfigFace fn={fn} view={view} canRead={canRead}>
      {() => <p>the registers</p>}
    </ConfigFace>,
  );
}
function config(options: Parameters<typeof pfReading>[0] = {}) {
  return decodeReading(pfReading(options), fn);
}

describe("faces of a configuration space", () => {
  it("offers to wake a function that is asleep, and says what that means", () => {
    const html = face({ state: "asleep" });
    expect(html).toContain("Wake and read");
    expect(html).toContain("switch the device on");
    expect(html).not.toContain("the registers");
  });

  it("keeps old bytes in view and says how old they are", () => {
    const html = face({ state: "decoded", config: config(), at: 0, stale: "asleep" });
    expect(html).toContain("the registers");
    expect(html).toMatch(/Read at \d\d:\d\d:\d\d/);
    expect(html).toContain("Wake and read");
    expect(face({ state: "decoded", config: config(), at: 0, stale: null })).not.toContain("Read at");
  });

  it("passes on the kernel's refusal with its code", () => {
    expect(face({ state: "unreadable", code: "EACCES", message: "Only root may." })).toMatch(/Only root may\..*EACCES/);
  });

  it("offers no second look at a file", () => {
    expect(face({ state: "gone" })).toContain("Read again");
    expect(face({ state: "gone" }, false)).not.toContain("Read again");
  });

  it("shows no spinner in the first moment", () => {
    expect(face({ state: "loading" })).not.toContain("status");
  });
});

describe("notes on a configuration space", () => {
  const notes = (options: Parameters<typeof pfReading>[0], identity: Parameters<typeof labMachine>[0]) =>
    renderToStaticMarkup(<ConfigNotes machine={buildMachine(labMachine(identity))} fn={fn} config={config(options)} />);

  it("gives an ordinary user the command for what is missing", () => {
    expect(notes({ known: 64 }, { privileged: false })).toContain("sudo lspci -vvv -s 0000:01:00.0");
    expect(notes({ known: 64 }, { kind: "file" })).toContain("The file holds only the first 64 bytes");
    expect(notes({}, { privileged: false })).toBe("");
    expect(notes({ known: 64 }, { privileged: true })).toBe("");
  });
});

describe("head of the details", () => {
  function head(address: string, kind: "local" | "file" = "local"): string {
    const machine = buildMachine(labMachine({ kind }));
    const shown = machine.byBdf.get(bdf(address));
    if (!shown) throw new Error(address);
    return renderToStaticMarkup(<Header machine={machine} fn={shown} />);
  }

  it("offers what makes sense for the function", () => {
    expect(head("0000:01:00.0")).toContain("Set number of VFs…");
    expect(head("0000:01:00.2")).not.toContain("Set number of VFs…");
    expect(head("0000:01:00.2")).toContain("Assign to vfio-pci…");
    expect(head("0000:01:00.5")).toContain("Give back to the host…");
    expect(head("0000:00:01.0")).not.toContain("Assign");
  });

  it("changes nothing in a file", () => {
    expect(head("0000:01:00.0", "file")).toContain('aria-disabled="true"');
    expect(head("0000:01:00.0")).not.toContain('aria-disabled="true"');
  });
});

describe("a list of facts", () => {
  const html = renderToStaticMarkup(
    <FactList
      facts={[
        { id: "a", label: "Slot", value: null, none: "none" },
        { id: "b", label: "Vendor", value: "Mellanox", fromPf: bdf("0000:01:00.0") },
        { id: "c", label: "Device", value: "MT2910" },
      ]}
    />,
  );

  it("says why there is no value, and marks what comes from the PF", () => {
    expect(html).toContain("none");
    expect(html.match(/from PF/g)).toHaveLength(1);
  });

  it("is one stop of the Tab key", () => {
    expect(html.match(/tabindex="0"/g)).toHaveLength(1);
    expect(html.match(/tabindex="-1"/g)).toHaveLength(1);
  });
});

describe("bytes", () => {
  it("have a legend of the structures, with unknown bytes where there are any", () => {
    const legend = (hasUnknown: boolean) =>
      renderToStaticMarkup(
        <Legend ranges={config().ranges} hasUnknown={hasUnknown} current={-1} onPoint={nothing} onChoose={nothing} />,
      );
    for (const name of ["Header", "PM", "PCI Express", "ARI", "SR-IOV"]) expect(legend(false)).toContain(name);
    expect(legend(false)).not.toContain("not known");
    expect(legend(true)).toContain("not known");
  });

  it("are told by the fields that are in one", () => {
    const inspect = (offset: number, options: Parameters<typeof pfReading>[0] = {}) =>
      renderToStaticMarkup(
        <ByteInspector
          config={config(options)}
          offset={offset}
          selection={null}
          missing="not readable without root"
          onPoint={nothing}
          onChoose={nothing}
          onReveal={nothing}
        />,
      );
    expect(inspect(0x188, { enabled: true })).toContain("VF Enable");
    expect(inspect(0x188, { enabled: true })).toContain("0001 1001");
    expect(inspect(0x189)).not.toContain("VF Enable");
    expect(inspect(0x50)).toContain("no structure claims it");
    expect(inspect(0x1c4)).toContain("nobody has given out");
    expect(inspect(0x204)).toContain("nobody has given out");
    expect(inspect(0x50, { known: 64 })).toContain("not readable without root");
  });
});
