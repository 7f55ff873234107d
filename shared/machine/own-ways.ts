/**
 * What drivers of GPUs hand out by attributes of their own, in words: what each value means, and the command that would set it.
 * Nothing here is written by this program: nobody has seen these writes on hardware with it, so commands are text to copy.
 * Sources: NVIDIA vGPU user guide (vendor-specific VFIO framework, mdev); Documentation/driver-api/vfio-mediated-device.rst;
 * Documentation/ABI/testing/sysfs-driver-intel-xe-sriov; the gim module of amd/MxGPU-Virtualization. All of it is documented,
 * none of it measured. Pure.
 */

import type { Bdf } from "../pci/bdf.ts";
import { formatSize } from "../pci/sriov.ts";
import type { Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { OWN_WAY_WORDS } from "../words/texts/own-ways.ts";
import type { FunctionInfo, OwnAttribute } from "./facts.ts";
import { listsBy } from "./lists.ts";
import type { Machine } from "./machine.ts";
import { vfAt } from "./vf-slices.ts";

export interface OwnLine {
  readonly label: Words;
  /** null = not known; then {@link note} says why. */
  readonly value: Words | null;
  readonly note: Words | null;
  /** What the value means, in a sentence. */
  readonly help: Words;
  /** Where it stands. */
  readonly source: string;
  /** What root would type; null = it cannot be set here. */
  readonly command: string | null;
}

export interface OwnWay {
  readonly id: "nvidia" | "mdev" | "xe" | "gim";
  readonly title: Words;
  /** What this is, in a sentence or two. */
  readonly about: Words;
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
function whyNot(code: string | undefined): Words {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return OWN_WAY_WORDS.rootOnly;
    case "EUCLEAN":
      return OWN_WAY_WORDS.tilesDiffer;
    case "ETIMEDOUT":
      return OWN_WAY_WORDS.timedOut;
    default:
      return code === undefined ? OWN_WAY_WORDS.notRead : OWN_WAY_WORDS.unreadable({ code });
  }
}

function line(
  attribute: OwnAttribute,
  words: Pick<OwnLine, "label" | "help"> & { readonly value?: Words; readonly command?: string | null },
): OwnLine {
  const { path, value, code } = attribute;
  const shown = value === null ? null : (words.value ?? value);
  return {
    label: words.label,
    value: shown === "" ? OWN_WAY_WORDS.empty : shown,
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
        label: OWN_WAY_WORDS.vgpuType,
        ...(current.value === "0"
          ? { value: OWN_WAY_WORDS.numberNone({ number: "0" }) }
          : name === undefined
            ? {}
            : { value: `${current.value}: ${name}` }),
        help: OWN_WAY_WORDS.vgpuTypeHelp,
        command: isSet ? writes("0", at) : null,
      }),
    );
  }
  if (creatable !== undefined) {
    const help = OWN_WAY_WORDS.creatableHelp;
    if (types.length === 0)
      lines.push(line(creatable, { label: OWN_WAY_WORDS.creatableTypes, value: OWN_WAY_WORDS.none, help }));
    for (const type of types) {
      lines.push(
        line(creatable, {
          label: OWN_WAY_WORDS.creatable,
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
    lines.push(
      line(found, { label, help, ...(isNone ? { value: OWN_WAY_WORDS.numberNone({ number: NO_INSTANCE }) } : {}) }),
    );
  }
  return {
    id: "nvidia",
    title: OWN_WAY_WORDS.nvidia,
    about: OWN_WAY_WORDS.nvidiaAbout,
    lines,
    makesVfs: null,
  };
}

/** All bits of the number are set. */
const NO_INSTANCE = "4294967295";

const NVIDIA_REST: readonly (readonly [file: string, label: Words, help: Words])[] = [
  ["vgpu_params", OWN_WAY_WORDS.vgpuParams, OWN_WAY_WORDS.vgpuParamsHelp],
  ["gpu_instance_id", OWN_WAY_WORDS.gpuInstance, OWN_WAY_WORDS.gpuInstanceHelp],
  ["placement_id", OWN_WAY_WORDS.placement, OWN_WAY_WORDS.placementHelp],
];

/** NVIDIA's driver for vGPU makes VFs by its own program; the drivers for computing and graphics make none at all. */
function nvidiaPfWay(fn: FunctionInfo): OwnWay | null {
  const isPf = fn.vendor === NVIDIA && fn.driver === "nvidia" && fn.sriov !== null && fn.physfn === null;
  if (!isPf || fn.classCode === null || fn.classCode >>> 16 !== GPU || fn.ownFolders?.includes("nvidia")) return null;
  return {
    id: "nvidia",
    title: OWN_WAY_WORDS.nvidia,
    about: OWN_WAY_WORDS.nvidiaPfAbout,
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
      label: OWN_WAY_WORDS.mdevThere,
      value: OWN_WAY_WORDS.mdevOfType({ uuid, type: value }),
      note: null,
      help: OWN_WAY_WORDS.mdevThereHelp,
      source: path,
      command: writes("1", `/sys/bus/mdev/devices/${uuid}/remove`),
    });
  }
  return {
    id: "mdev",
    title: OWN_WAY_WORDS.mdev,
    about: OWN_WAY_WORDS.mdevAbout,
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
  const about = parts.join("; ") || type;
  const value =
    count === null
      ? OWN_WAY_WORDS.mdevLeftOdd({ text: free.value ?? "", about })
      : OWN_WAY_WORDS.mdevLeft({ count, about });
  return [
    line(free, {
      label: type,
      value,
      help: OWN_WAY_WORDS.mdevTypeHelp,
      command: canMake ? `uuidgen | sudo tee ${folder(fn)}/mdev_supported_types/${type}/create` : null,
    }),
  ];
}

const XE_FILES: Readonly<
  Record<string, { readonly label: Words; readonly help: Words; readonly unit: string; readonly sample: string }>
> = {
  exec_quantum_ms: {
    label: OWN_WAY_WORDS.executionQuantum,
    unit: "ms",
    sample: "20",
    help: OWN_WAY_WORDS.executionQuantumHelp,
  },
  preempt_timeout_us: {
    label: OWN_WAY_WORDS.preemptTimeout,
    unit: "µs",
    sample: "20000",
    help: OWN_WAY_WORDS.preemptTimeoutHelp,
  },
  sched_priority: {
    label: OWN_WAY_WORDS.schedPriority,
    unit: "",
    sample: "normal",
    help: OWN_WAY_WORDS.schedPriorityHelp,
  },
  vram_quota: {
    label: OWN_WAY_WORDS.vramQuota,
    unit: "",
    sample: "4294967296",
    help: OWN_WAY_WORDS.vramQuotaHelp,
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
        label: isOfPf ? COMMON.labelled({ label: shareName(fn, at.share), text: known.label }) : known.label,
        ...(shown === null ? {} : { value: shown }),
        help: known.help,
        command: isFixed ? null : writes(known.sample, `${root}/${at.share}/profile/${at.file}`),
      });
    });
  return {
    id: "xe",
    title: OWN_WAY_WORDS.xe,
    about: OWN_WAY_WORDS.xeAbout,
    lines,
    makesVfs: null,
  };
}

function shareText(file: string, value: string, unit: string): Words {
  if (value === "0")
    return (file === "vram_quota" ? OWN_WAY_WORDS.numberNone : OWN_WAY_WORDS.numberNoLimit)({ number: "0" });
  if (file === "vram_quota" && MEMORY.test(value))
    return OWN_WAY_WORDS.memory({ size: formatSize(BigInt(value)), bytes: value });
  return `${value} ${unit}`.trim();
}

/** The PF first, then VFs by number. */
function shareNumber(share: string | undefined): number {
  return share === undefined || share === "pf" ? 0 : Number(share.slice(2));
}

function shareName(pf: FunctionInfo, share: string): Words {
  if (share === "pf") return "PF";
  const index = Number(share.slice(2)) - 1;
  const at = vfAt(pf, index);
  const vf = { index: String(index), share };
  return at === null ? OWN_WAY_WORDS.vfShare(vf) : OWN_WAY_WORDS.vfShareAt({ ...vf, bdf: at });
}

function gimWay(fn: FunctionInfo): OwnWay | null {
  if (fn.driver !== "gim" || fn.physfn !== null) return null;
  return {
    id: "gim",
    title: OWN_WAY_WORDS.gim,
    about: OWN_WAY_WORDS.gimAbout,
    lines: [],
    makesVfs: "sudo modprobe -r gim && sudo modprobe gim vf_num=1",
  };
}
