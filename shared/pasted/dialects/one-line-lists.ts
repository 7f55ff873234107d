/** Programs that write a function on one line, in a form of their own: each is one line of a table. */
import { type Bdf, parseBdf } from "../../pci/bdf.ts";
import type { Dialect } from "../dialect.ts";
import { joinedFacts, type TextFacts } from "../text-facts.ts";
import { ADDRESS, bdfOf, hexOf, WHOLE_ADDRESS } from "./address-patterns.ts";
import { titleFacts } from "./title-facts.ts";

interface Form {
  readonly name: string;
  /** What each such line has: found before the pattern is tried. */
  readonly has: string;
  readonly pattern: RegExp;
  /** @returns null where it is something else after all */
  readonly read: (match: readonly string[]) => readonly [Bdf, Partial<TextFacts>] | null;
}

/** Classes as lshw has them. */
const LSHW_CLASS =
  /^(?:system|bridge|memory|processor|storage|disk|tape|bus|network|display|input|printer|multimedia|communication|power|volume|generic)$/;
const PLAIN = "[\\w.-]{1,40}";

/** Common drivers whose names are words of letters only. */
const DRIVERS: ReadonlySet<string> = new Set(
  "ahci amdgpu ast ena enic hpsa iavf ice igb igbvf igc irdma ixgbe ixgbevf mgag nouveau nvidia nvme pcieport qede sfc xe".split(
    " ",
  ),
);

const FORMS: readonly Form[] = [
  {
    name: "lshw -businfo",
    has: "pci@",
    pattern: new RegExp(`^\\s*pci@(${WHOLE_ADDRESS})\\s+(\\S.*)$`, "i"),
    read: ([, address = "", rest = ""]) => {
      const columns = rest.split(/ {2,}|\t/);
      const own = LSHW_CLASS.test(columns[0] ?? "") ? null : (columns[0] ?? "");
      const device = columns[own === null ? 1 : 2];
      return [
        bdfOf(address),
        {
          ...(own === null || own.startsWith("/dev/") ? {} : { interfaces: [own] }),
          ...(device === undefined ? {} : { names: { device } }),
        },
      ];
    },
  },
  {
    name: "esxcli network nic list",
    has: "vmnic",
    pattern: new RegExp(`^(vmnic\\d{1,4})\\s+(${WHOLE_ADDRESS})\\s+(${PLAIN})\\s+(?:Up|Down)\\b`, "i"),
    read: ([, nic = "", address = "", driver = ""]) => [bdfOf(address), { interfaces: [nic], driver }],
  },
  {
    name: "ESXi's lspci",
    has: "]",
    // VFs have no name but `PF_0.5.0_VF_3`.
    pattern: new RegExp(
      `^(${WHOLE_ADDRESS}) (\\S.*) \\[(?:((?:vmnic|vmhba|vmgfx)\\d{1,4})|PF_[0-9a-f.]{1,12}_VF_\\d{1,4})\\]$`,
      "i",
    ),
    read: ([, address = "", rest = "", alias]) => {
      const facts = titleFacts(rest);
      if (facts === null) return null;
      return [bdfOf(address), alias === undefined ? facts : joinedFacts(facts, { interfaces: [alias] })];
    },
  },
  {
    name: "vmkchdev -l",
    has: " vmkernel",
    pattern: new RegExp(
      `^(${WHOLE_ADDRESS}) ([0-9a-f]{4}):([0-9a-f]{4}) ([0-9a-f]{4}):([0-9a-f]{4}) vmkernel(?: (${PLAIN}))?`,
      "i",
    ),
    read: ([, address = "", vendor = "", device = "", maker = "", model = "", alias]) => [
      bdfOf(address),
      {
        ...idFacts(vendor, device, maker, model),
        ...(alias !== undefined && /^vm(?:nic|hba|gfx)\d/.test(alias) ? { interfaces: [alias] } : {}),
      },
    ],
  },
  {
    name: "ESXi's lspci -p",
    has: "/0x",
    pattern: new RegExp(
      `^(${WHOLE_ADDRESS}) ([0-9a-f]{4}):([0-9a-f]{4}) ([0-9a-f]{4}):([0-9a-f]{4})\\s{1,8}\\d{1,3}/\\s{0,4}\\d{0,3}/0x[0-9a-f]{2,4} (?:[A-D]|\\s) [A-Z](?:\\s{1,4}(${PLAIN}))?(?:\\s{1,40}(${PLAIN}))?\\s{0,40}$`,
      "i",
    ),
    read: ([, address = "", vendor = "", device = "", maker = "", model = "", driver, alias]) => [
      bdfOf(address),
      {
        ...idFacts(vendor, device, maker, model),
        ...(driver === undefined ? {} : { driver }),
        ...(alias === undefined ? {} : { interfaces: [alias] }),
      },
    ],
  },
  {
    name: "esxcli hardware pci pcipassthru list",
    has: "e",
    pattern: new RegExp(`^(${WHOLE_ADDRESS})\\s{1,40}(?:true|false)$`, "i"),
    read: ([, address = ""]) => [bdfOf(address), {}],
  },
  {
    name: "SPDK's setup.sh status",
    has: "  ",
    pattern: new RegExp(
      `^\\S[\\w/ -]{0,40}?\\s{2,80}(${WHOLE_ADDRESS})\\s{1,40}([0-9a-f]{4})\\s{1,20}([0-9a-f]{4})\\s{1,20}(\\d{1,4}|unknown|-1)\\s{1,20}(${PLAIN})\\s{1,40}(${PLAIN})`,
      "i",
    ),
    read: ([, address = "", vendor = "", device = "", node = "", driver = "", name = ""]) => [
      bdfOf(address),
      {
        vendor: hexOf(vendor),
        device: hexOf(device),
        driver: driver === "-" ? null : driver,
        ...(/^\d+$/.test(node) ? { numaNode: Number(node) } : {}),
        ...(name === "-" ? {} : { interfaces: [name] }),
      },
    ],
  },
  {
    name: "mst status -v",
    has: "/dev/mst/",
    pattern: new RegExp(`/dev/mst/${PLAIN}\\s{1,40}(${ADDRESS})\\s{1,40}(${PLAIN})\\s{1,40}net-(${PLAIN})`, "i"),
    read: ([, address = "", card = "", name = ""]) => [bdfOf(address), { interfaces: [card, name] }],
  },
  {
    name: "virsh nodedev-list",
    has: "pci_",
    pattern: /^[\s|+-]{0,80}pci_([0-9a-f]{4,8})_([0-9a-f]{2})_([01][0-9a-f])_([0-7])$/,
    read: ([, domain, bus, device, fn]) => [bdfOf(`${domain}:${bus}:${device}.${fn}`), {}],
  },
  {
    name: "devlink port show",
    has: "pci/",
    pattern: new RegExp(`^pci/(${WHOLE_ADDRESS})/\\d{1,9}: (?:.{0,200} )?netdev (${PLAIN})(?: |$)(.*)$`, "i"),
    read: ([, address = "", name = "", rest = ""]) => [
      bdfOf(address),
      // Others stand for VFs and subfunctions.
      /\bflavour (?!physical\b|virtual\b)/.test(rest) ? {} : { interfaces: [name] },
    ],
  },
  {
    name: "ibdev2netdev -v",
    has: "==>",
    pattern: new RegExp(`^(${WHOLE_ADDRESS}) (${PLAIN}) .{0,300}==> (${PLAIN}) `, "i"),
    read: ([, address = "", card = "", name = ""]) => [bdfOf(address), { interfaces: [card, name] }],
  },
  {
    name: "driverctl",
    has: ".",
    pattern: new RegExp(`^(${WHOLE_ADDRESS}) (\\(none\\)|[a-z][\\w-]{1,40})(?: \\[\\*\\])?(?: \\((.{1,200})\\))?$`),
    read: ([whole = "", address = "", driver = "", device]) => {
      // A word of a person behind an address is none: `0000:01:00.0 works`.
      if (device === undefined && /^[a-z]+$/.test(driver) && !whole.endsWith("]") && !DRIVERS.has(driver)) return null;
      const names = device === undefined ? {} : { names: { device } };
      return [bdfOf(address), { driver: driver === "(none)" ? null : driver, ...names }];
    },
  },
  {
    name: "nvidia-smi",
    has: "| ",
    pattern: /^\|?\s*\d{1,3}\s+(\S.{0,80}?)\s+(?:On|Off|N\/A)?\s*\|\s+([0-9a-f]{8}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]) /i,
    read: ([, device = "", address = ""]) => {
      const bdf = parseBdf(address);
      return bdf === null ? null : [bdf, { driver: "nvidia", names: device.includes("...") ? {} : { device } }];
    },
  },
];

function idFacts(vendor: string, device: string, maker: string, model: string): Partial<TextFacts> {
  return {
    vendor: hexOf(vendor),
    device: hexOf(device),
    subsystemVendor: hexOf(maker),
    subsystemDevice: hexOf(model),
  };
}

const LONGEST_LINE = 1000;

export const ONE_LINE_LISTS: Dialect = {
  name: FORMS.map(({ name }) => name).join(", "),
  start: (sink) => (line) => {
    if (line.text.length > LONGEST_LINE) return false;
    for (const { has, pattern, read } of FORMS) {
      if (!line.text.includes(has)) continue;
      const match = pattern.exec(line.text);
      const found = match === null ? null : read(match);
      if (found === null) continue;
      const [bdf, facts] = found;
      sink.mention(bdf, line).tell(facts);
      return true;
    }
    return false;
  },
};
