/** Where TotalVFs of a card is a setting of its firmware, what raises it: shown, and never run. Pure. */
import { isKernelName } from "../pci/kernel-names.ts";
import { sentences } from "../words/joined.ts";
import type { Message } from "../words/message.ts";
import { VF_FIRMWARE_WORDS } from "../words/texts/vf-firmware.ts";
import type { FunctionFacts } from "./facts.ts";
import { interfacesOf } from "./interfaces.ts";

type Card = Pick<FunctionFacts, "bdf" | "driver" | "vendor" | "device" | "classCode" | "children" | "sriov">;

/** What a kind of card has to say of its TotalVFs. */
interface VfFirmware {
  readonly id: string;
  /** The drivers that are for cards of this kind and no other. */
  readonly drivers: readonly string[];
  /** What tells such a card where its driver does not: it has none, or one that is for any card. */
  readonly is?: (fn: Card) => boolean;
  /** Whose setting it is; a sentence. */
  readonly setting: Message;
  /** For a root shell; empty = nothing on the host changes it. @param count a number, or `N` */
  readonly commands: (fn: Card, count: string) => readonly string[];
  /** What is to be done for it to come into force; a sentence. */
  readonly afterwards: Message | null;
  readonly source: string;
  /** Where that was read: the kernel's sources and documents, the vendor's documents, a specification, public reports. */
  readonly evidence: readonly ("kernel" | "vendor" | "specification" | "reports")[];
}

const MELLANOX = 0x15b3;
/**
 * Ids that mlx4_core and mlx5_core list (mlx4_pci_table in mlx4/main.c, mlx5_core_pci_table in mlx5/core/main.c), as ranges
 * from the first to the last: ConnectX and ConnectX-2, then ConnectX-3; those from Connect-IB on, those of BlueField.
 */
const MLX4_IDS: readonly (readonly [number, number])[] = [
  [0x6340, 0x6778],
  [0x1000, 0x1010],
];
const MLX5_IDS: readonly (readonly [number, number])[] = [
  [0x1011, 0x1027],
  [0x2101, 0x2101],
  [0xa2d2, 0xa2df],
];

function isMellanox({ vendor, device }: Card, ids: typeof MLX4_IDS): boolean {
  return vendor === MELLANOX && device !== null && ids.some(([first, last]) => device >= first && device <= last);
}

function mstconfig({ bdf }: Card, count: string): string {
  return `mstconfig -d ${bdf} set SRIOV_EN=1 NUM_OF_VFS=${count}`;
}

function devlink({ bdf }: Card, name: string, value: string): string {
  return `devlink dev param set pci/${bdf} name ${name} value ${value} cmode permanent`;
}

function adapterWord({ children }: Card): string {
  const name = interfacesOf({ children }).settings?.name ?? "";
  return isKernelName("interface", name) && /^[\w.-]+$/.test(name) ? ` --adapter=${name}` : "";
}

/** The one that names the driver is used; where none does, the first whose cards it is one of. */
export const VF_FIRMWARE: readonly VfFirmware[] = [
  {
    id: "mlx4",
    drivers: ["mlx4_core"],
    is: (fn) => isMellanox(fn, MLX4_IDS),
    setting: VF_FIRMWARE_WORDS.mlx4,
    commands: (fn, count) => [mstconfig(fn, count)],
    afterwards: VF_FIRMWARE_WORDS.mlx4Afterwards,
    source: "mstconfig (mstflint), num_vfs: drivers/net/ethernet/mellanox/mlx4/main.c",
    evidence: ["kernel", "vendor", "reports"],
  },
  {
    id: "mlx5",
    drivers: ["mlx5_core"],
    is: (fn) => isMellanox(fn, MLX5_IDS),
    setting: VF_FIRMWARE_WORDS.mlx5,
    commands: (fn, count) => [
      mstconfig(fn, count),
      devlink(fn, "enable_sriov", "true"),
      devlink(fn, "total_vfs", count),
    ],
    afterwards: VF_FIRMWARE_WORDS.restart,
    source: "mstconfig (mstflint), drivers/net/ethernet/mellanox/mlx5/core/lib/nv_param.c",
    evidence: ["kernel", "vendor", "reports"],
  },
  {
    id: "bnxt",
    drivers: ["bnxt_en"],
    setting: VF_FIRMWARE_WORDS.bnxt,
    commands: (fn) => [devlink(fn, "enable_sriov", "true")],
    afterwards: VF_FIRMWARE_WORDS.restart,
    source: "Documentation/networking/devlink/bnxt.rst, niccli",
    evidence: ["kernel", "reports"],
  },
  {
    id: "sfc",
    drivers: ["sfc", "sfc_siena"],
    setting: VF_FIRMWARE_WORDS.sfc,
    commands: (fn, count) => [`sfboot${adapterWord(fn)} switch-mode=sriov vf-count=${count}`],
    afterwards: VF_FIRMWARE_WORDS.powerCycle,
    source: "Solarflare Server Adapter User Guide, issue 20, table 82",
    evidence: ["vendor"],
  },
  {
    id: "nvme",
    drivers: ["nvme"],
    is: ({ classCode }) => classCode !== null && classCode >>> 8 === 0x0108,
    setting: VF_FIRMWARE_WORDS.nvme,
    commands: () => [],
    afterwards: null,
    source: "NVMe base specification 2.0, 8.26 (Virtualization Enhancements)",
    evidence: ["specification"],
  },
  {
    id: "device-setup",
    drivers: ["qede", "bnx2x", "i40e", "be2net"],
    setting: VF_FIRMWARE_WORDS.deviceSetup,
    commands: () => [],
    afterwards: null,
    source: "Documentation/networking/devlink: i40e.rst, qed.rst",
    evidence: ["kernel"],
  },
];

/** What raises TotalVFs of a card. */
export interface VfFirmwareHelp {
  /** Sentences without commands. */
  readonly text: Message;
  /** For a root shell: copied, never run. */
  readonly commands: readonly string[];
  /** The row that it is from; null = the card is not known. */
  readonly row: Pick<VfFirmware, "id" | "source" | "evidence"> | null;
}

/**
 * What raises TotalVFs of the card that a PF is on.
 * @param count VFs that are wished for; null = none in particular: the commands have `N` then
 */
export function vfFirmware(fn: Card, count: number | null = null): VfFirmwareHelp {
  const { driver } = fn;
  const row =
    VF_FIRMWARE.find(({ drivers }) => driver !== null && drivers.includes(driver)) ??
    VF_FIRMWARE.find(({ is }) => is?.(fn)) ??
    null;
  if (row === null) {
    const bios = fn.sriov?.totalVfs === 0 ? VF_FIRMWARE_WORDS.biosOption : null;
    return { text: sentences(VF_FIRMWARE_WORDS.unknownCard, bios), commands: [], row };
  }
  return {
    text: sentences(row.setting, row.afterwards),
    commands: row.commands(fn, count === null ? "N" : String(count)),
    row: { id: row.id, source: row.source, evidence: row.evidence },
  };
}

/** The same as one text: `… As root: mstconfig …` */
export function vfFirmwareText(fn: Card, count: number | null = null): Message {
  const { text, commands } = vfFirmware(fn, count);
  return commands.length === 0 ? text : sentences(text, VF_FIRMWARE_WORDS.asRoot({ commands: commands.join("; ") }));
}
