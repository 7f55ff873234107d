/**
 * What drivers of GPUs hand out by attributes of their own, in words: what each value means, and the command that would set it.
 * Nothing here is written by this program: nobody has seen these writes on hardware with it, so commands are text to copy.
 * Sources: NVIDIA vGPU user guide (vendor-specific VFIO framework, mdev); Documentation/driver-api/vfio-mediated-device.rst;
 * Documentation/ABI/testing/sysfs-driver-intel-xe-sriov; the gim module of amd/MxGPU-Virtualization. All of it is documented,
 * none of it measured. Pure.
 */
import type { Bdf } from "../pci/bdf.ts";
import { sizeText } from "../pci/sriov.ts";
import type { FunctionInfo, OwnAttribute } from "./facts.ts";
import { listsBy } from "./lists.ts";
import type { Machine } from "./machine.ts";
import { vfAt } from "./vf-slices.ts";

export interface OwnLine {
  readonly label: string;
  /** null = not known; then {@link note} says why. */
  readonly value: string | null;
  readonly note: string | null;
  /** What the value means, in a sentence. */
  readonly help: string;
  /** Where it stands. */
  readonly source: string;
  /** What root would type; null = it cannot be set here. */
  readonly command: string | null;
}

export interface OwnWay {
  readonly id: "nvidia" | "mdev" | "xe" | "gim";
  readonly title: string;
  /** What this is, in a sentence or two. */
  readonly about: string;
  readonly lines: readonly OwnLine[];
  /** The command that makes VFs here, where sysfs is not the way; null = there is none to tell. */
  readonly makesVfs: string | null;
}

const NUMBER = /^\d{1,10}$/;
const MEMORY = /^\d{1,20}$/;
const TYPE_NAME = /^[A-Za-z0-9._+-]{1,64}$/;
const GPU = 0x03;
const NVIDIA = 0x10de;

/** Does the function have attributes that are worth reading? A VF of xe has them at its PF. */
export function hasOwnWays({ byBdf }: Machine, bdf: Bdf): boolean {
  const fn = byBdf.get(bdf);
  if (fn === undefined) return false;
  const pf = fn.physfn === null ? undefined : byBdf.get(fn.physfn);
  return fn.ownFolders !== undefined || pf?.ownFolders?.includes("sriov_admin") === true;
}

/**
 * @param attributes null = they were not read
 * @param pf of a VF
 */
export function ownWaysOf(
  fn: FunctionInfo,
  pf: FunctionInfo | null,
  attributes: readonly OwnAttribute[] | null,
): readonly OwnWay[] {
  const own = attributes ?? [];
  const ways = [nvidiaWay(fn, own), nvidiaPfWay(fn), mdevWay(fn, own), xeWay(fn, pf, own), gimWay(fn)];
  return ways.filter((way) => way !== null);
}

function folder({ bdf }: FunctionInfo): string {
  return `/sys/bus/pci/devices/${bdf}`;
}

function writes(value: string, path: string): string {
  return `echo ${value} | sudo tee ${path}`;
}

/** Why an attribute could not be read, in a few words. */
function whyNot(code: string | undefined): string {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "only root may read it";
    case "EUCLEAN":
      return "it differs between the tiles of the GPU";
    case "ETIMEDOUT":
      return "the driver did not answer in time";
    default:
      return code === undefined ? "not read" : `could not be read (${code})`;
  }
}

function line(
  attribute: OwnAttribute,
  words: Pick<OwnLine, "label" | "help"> & { readonly value?: string; readonly command?: string | null },
): OwnLine {
  const { path, value, code } = attribute;
  const shown = value === null ? null : (words.value ?? value);
  return {
    label: words.label,
    value: shown === "" ? "empty" : shown,
    note: value === null ? whyNot(code) : null,
    help: words.help,
    source: path,
    command: words.command ?? null,
  };
}

/** `700 : NVIDIA H100-1-10C` lines; a heading and a single 0 are no types. */
function vgpuTypes(text: string): readonly { readonly id: string; readonly name: string }[] {
  return text.split("\n").flatMap((row) => {
    const [, id = "", name = ""] = /^\s*(\d{1,10})\s*:\s*(.+?)\s*$/.exec(row) ?? [];
    return id === "" ? [] : { id, name };
  });
}

function nvidiaWay(fn: FunctionInfo, own: readonly OwnAttribute[]): OwnWay | null {
  if (!fn.ownFolders?.includes("nvidia")) return null;
  const find = (name: string) => own.find(({ path }) => path === `nvidia/${name}`);
  const current = find("current_vgpu_type");
  const creatable = find("creatable_vgpu_types");
  const types = vgpuTypes(creatable?.value ?? "");
  const at = `${folder(fn)}/nvidia/current_vgpu_type`;
  const isSet = NUMBER.test(current?.value ?? "") && current?.value !== "0";
  const name = types.find(({ id }) => id === current?.value)?.name;
  const lines: OwnLine[] = [];
  if (current !== undefined) {
    lines.push(
      line(current, {
        label: "vGPU type",
        ...(current.value === "0"
          ? { value: "0: none" }
          : name === undefined
            ? {}
            : { value: `${current.value}: ${name}` }),
        help: "The type of vGPU that this VF is; 0 = none yet, and a guest cannot start with it. Writing 0 takes it away.",
        command: isSet ? writes("0", at) : null,
      }),
    );
  }
  if (creatable !== undefined) {
    const help =
      "Types that this VF could become now: that depends on what other VFs of the GPU are, and a VF with a type has none.";
    if (types.length === 0) lines.push(line(creatable, { label: "Types to choose from", value: "none", help }));
    for (const type of types) {
      lines.push(
        line(creatable, {
          label: "Type to choose from",
          value: `${type.id}: ${type.name}`,
          help,
          command: writes(type.id, at),
        }),
      );
    }
  }
  for (const [file, label, help] of NVIDIA_REST) {
    const found = find(file);
    if (found === undefined) continue;
    const isNone = file === "gpu_instance_id" && found.value === NO_INSTANCE;
    lines.push(line(found, { label, help, ...(isNone ? { value: `none (${NO_INSTANCE})` } : {}) }));
  }
  return {
    id: "nvidia",
    title: "NVIDIA vGPU",
    about:
      "The driver nvidia hands this function out, once it has a vGPU type: it stays on nvidia, and a guest opens its own node below /dev/vfio. vfio-pci is not needed.",
    lines,
    makesVfs: null,
  };
}

/** All bits of the number are set. */
const NO_INSTANCE = "4294967295";

const NVIDIA_REST: readonly (readonly [file: string, label: string, help: string])[] = [
  [
    "vgpu_params",
    "vGPU parameters",
    "name=value, separated by commas, for the next start of the guest; set after the type. NVIDIA's vGPU documentation lists the names.",
  ],
  ["gpu_instance_id", "GPU instance", "The MIG instance that the vGPU is on; 4294967295 = none."],
  ["placement_id", "Placement", "Where in the GPU's memory the vGPU begins, where vGPUs of several sizes share it."],
];

/** NVIDIA's driver for vGPU makes VFs by its own program; the drivers for computing and graphics make none at all. */
function nvidiaPfWay(fn: FunctionInfo): OwnWay | null {
  const isPf = fn.vendor === NVIDIA && fn.driver === "nvidia" && fn.sriov !== null && fn.physfn === null;
  if (!isPf || fn.classCode === null || fn.classCode >>> 16 !== GPU || fn.ownFolders?.includes("nvidia")) return null;
  return {
    id: "nvidia",
    title: "NVIDIA vGPU",
    about:
      "NVIDIA's vGPU host driver makes the VFs of this GPU with a program of its own, sriov-manage; the types of its vGPUs are then chosen at each VF. A GPU without the vGPU host driver has no VFs.",
    lines: [],
    makesVfs: `sudo /usr/lib/nvidia/sriov-manage -e ${fn.bdf}`,
  };
}

function mdevWay(fn: FunctionInfo, own: readonly OwnAttribute[]): OwnWay | null {
  if (!fn.ownFolders?.includes("mdev_supported_types")) return null;
  const types = listsBy(
    own.filter(({ path }) => path.startsWith("mdev_supported_types/")),
    ({ path }) => path.split("/")[1] ?? "",
  );
  const lines = [...types].flatMap(([type, attributes]) => mdevType(fn, type, attributes));
  for (const { path, value } of own) {
    const [uuid = "", name] = path.split("/");
    if (name !== "mdev_type" || value === null || !/^[0-9a-f-]{36}$/i.test(uuid)) continue;
    lines.push({
      label: "mdev that exists",
      value: `${uuid}, type ${value}`,
      note: null,
      help: "A part of the function that a guest can be given. Removing it takes it from a guest that has it.",
      source: path,
      command: writes("1", `/sys/bus/mdev/devices/${uuid}/remove`),
    });
  }
  return {
    id: "mdev",
    title: "Mediated devices (mdev)",
    about:
      "The driver cuts this function into parts of fixed types, each with a UUID, and a guest is given one of them instead of the function.",
    lines,
    makesVfs: null,
  };
}

function mdevType(fn: FunctionInfo, type: string, attributes: readonly OwnAttribute[]): OwnLine[] {
  const find = (file: string) => attributes.find(({ path }) => path.endsWith(`/${file}`));
  const text = (file: string) => find(file)?.value?.replaceAll(/\s*\n\s*/g, ", ") ?? null;
  const free = find("available_instances");
  if (free === undefined) return [];
  const count = free.value !== null && NUMBER.test(free.value) ? Number(free.value) : null;
  const parts = [text("name"), text("description"), text("device_api")].filter((part) => part !== null && part !== "");
  const canMake = count !== null && count > 0 && TYPE_NAME.test(type);
  const says =
    free.value === null
      ? undefined
      : `${count === null ? `"${free.value}"` : count === 0 ? "no more" : `${count} more`}: ${parts.join("; ") || type}`;
  return [
    line(free, {
      label: type,
      ...(says === undefined ? {} : { value: says }),
      help: "A type of mdev, and how many more of it can be made now; making one may leave fewer of the others.",
      command: canMake ? `uuidgen | sudo tee ${folder(fn)}/mdev_supported_types/${type}/create` : null,
    }),
  ];
}

const XE_FILES: Readonly<
  Record<string, { readonly label: string; readonly help: string; readonly unit: string; readonly sample: string }>
> = {
  exec_quantum_ms: {
    label: "Execution quantum",
    unit: "ms",
    sample: "20",
    help: "How long it may use the GPU at a time, in milliseconds; 0 = without a limit. May be changed while a guest runs; the GPU may round it.",
  },
  preempt_timeout_us: {
    label: "Preemption timeout",
    unit: "µs",
    sample: "20000",
    help: "How long it may take to let go of the GPU, in microseconds, before it is reset; 0 = without a limit.",
  },
  sched_priority: {
    label: "Scheduling priority",
    unit: "",
    sample: "normal",
    help: "low = it gets its time only while it has work; normal = it gets its time in any case; high = next in line. Brackets mark the one that is set. Today's firmware changes it for the PF alone, or for all at once.",
  },
  vram_quota: {
    label: "Video memory",
    unit: "bytes",
    sample: "4294967296",
    help: "Memory of the card that is kept for it, in bytes; 0 = none yet. Set before VFs are enabled, it ends the automatic share; disabling VFs gives it back. Kernel 7.0 and later.",
  },
};

function xeShare(path: string): { readonly share: string; readonly file: string } | null {
  const [, share = "", file = ""] = /^(?:physfn\/)?sriov_admin\/(pf|vf\d+)\/profile\/(\w+)$/.exec(path) ?? [];
  return share === "" ? null : { share, file };
}

function xeWay(fn: FunctionInfo, pf: FunctionInfo | null, own: readonly OwnAttribute[]): OwnWay | null {
  const isOfPf = fn.ownFolders?.includes("sriov_admin") === true;
  if (!isOfPf && pf?.ownFolders?.includes("sriov_admin") !== true) return null;
  const root = `${folder(pf ?? fn)}/sriov_admin`;
  const lines = own
    .map((attribute) => ({ attribute, at: xeShare(attribute.path) }))
    .toSorted((a, b) => shareNumber(a.at?.share) - shareNumber(b.at?.share))
    .flatMap(({ attribute, at }) => {
      const known = at === null ? undefined : XE_FILES[at.file];
      if (at === null || known === undefined) return [];
      const isFixed = at.file === "sched_priority" && at.share !== "pf";
      const { value } = attribute;
      const shown = value === null ? null : shareText(at.file, value, known.unit);
      return line(attribute, {
        label: isOfPf ? `${shareName(fn, at.share)}: ${known.label.toLowerCase()}` : known.label,
        ...(shown === null ? {} : { value: shown }),
        help: known.help,
        command: isFixed ? null : writes(known.sample, `${root}/${at.share}/profile/${at.file}`),
      });
    });
  return {
    id: "xe",
    title: "Shares of the GPU (xe)",
    about:
      "Intel's driver xe keeps a share of the GPU for the PF and each VF. Its vf1 is VF 0 here: xe counts from 1. The values in the commands are samples.",
    lines,
    makesVfs: null,
  };
}

function shareText(file: string, value: string, unit: string): string {
  if (value === "0") return `0 (${file === "vram_quota" ? "none" : "no limit"})`;
  const given = `${value} ${unit}`.trim();
  return file === "vram_quota" && MEMORY.test(value) ? `${sizeText(BigInt(value))} (${given})` : given;
}

/** The PF first, then VFs by number. */
function shareNumber(share: string | undefined): number {
  return share === undefined || share === "pf" ? 0 : Number(share.slice(2));
}

function shareName(pf: FunctionInfo, share: string): string {
  if (share === "pf") return "PF";
  const index = Number(share.slice(2)) - 1;
  const at = vfAt(pf, index);
  return at === null ? `VF ${index} (${share})` : `VF ${index} (${share}, ${at})`;
}

function gimWay(fn: FunctionInfo): OwnWay | null {
  if (fn.driver !== "gim" || fn.physfn !== null) return null;
  return {
    id: "gim",
    title: "AMD GPU-IOV (gim)",
    about:
      "AMD's module gim makes the VFs when it is loaded, as many as its parameter vf_num says for each GPU, and shares the GPU out among them. Writing sriov_numvfs fails here (ENOENT).",
    lines: [],
    makesVfs: "sudo modprobe -r gim && sudo modprobe gim vf_num=1",
  };
}
