/** What VFs are set to, by their PF's network interface, with `ip` of iproute2: node:fs knows no netlink. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { BLANK_VF_SETTINGS } from "../../../shared/machine/blank.ts";
import type { EswitchFacts, VfLinkState, VfSettings } from "../../../shared/machine/facts.ts";
import { systemProgram } from "../places/programs.ts";

/** What `ip` says to these words; null = there is no such program, or it failed. */
export type RunIp = (words: readonly string[]) => Promise<string | null>;

const TIMEOUT_MS = 30_000;
const INTERFACE = /^[^/\s]{1,15}$/;

/** A tree that is not the kernel's own has no interfaces. */
export const noIp: RunIp = async () => null;

export const systemIp: RunIp = async (words) => {
  const ip = systemProgram("ip");
  return ip === null ? null : await run(ip, words);
};

/** `devlink` of iproute2, which asks drivers without rtnl_mutex, and waits while one is busy with its card. */
export const systemDevlink: RunIp = async (words) => {
  const devlink = systemProgram("devlink");
  return devlink === null ? null : await run(devlink, words);
};

function run(program: string, words: readonly string[]): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words], {
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "ignore"],
      timeout: TIMEOUT_MS,
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0 ? output : null));
  });
}

/**
 * What the PF's interface tells of its VFs; null = there is no ip. Never rejects.
 * @param name of the interface, by the rule of interfaces.ts
 */
export async function readVfSettings(ip: RunIp, name: string): Promise<VfSettings[] | null> {
  if (!INTERFACE.test(name)) return null;
  try {
    const said = await ip(["-j", "-d", "link", "show", "dev", name]);
    return said === null ? null : parseVfSettings(said);
  } catch {
    return null;
  }
}

/** The mode of a PF's embedded switch; null = it is not told. Never rejects. */
export async function readEswitch(devlink: RunIp, root: string, bdf: string): Promise<EswitchFacts | null> {
  if (!existsSync(`${root}/bus/pci/devices/${bdf}/net`)) return null;
  const said = await devlink(["-j", "dev", "eswitch", "show", `pci/${bdf}`]).catch(() => null);
  return said === null ? null : parseEswitch(said, bdf);
}

/** `{"dev":{"pci/BDF":{"mode":"switchdev","inline-mode":"link","encap-mode":"basic"}}}`; older releases say `encap`. */
export function parseEswitch(text: string, bdf: string): EswitchFacts | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const told = field(field(value, "dev"), `pci/${bdf}`);
  const mode = wordIn(told, "mode");
  if (mode === null) return null;
  return { mode, inlineMode: wordIn(told, "inline-mode"), encap: wordIn(told, "encap-mode") ?? wordIn(told, "encap") };
}

function wordIn(value: unknown, name: string): string | null {
  const found = field(value, name);
  return typeof found === "string" && /^[a-z_-]{1,32}$/.test(found) ? found : null;
}

/** `vfinfo_list` of `ip -j link show`; null when it is not there. Older releases say `mac` and a flat `vlan`. */
export function parseVfSettings(text: string): VfSettings[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const link: unknown = Array.isArray(value) ? value[0] : value;
  const list = field(link, "vfinfo_list");
  if (!Array.isArray(list)) return null;
  const isInfiniband = field(link, "link_type") === "infiniband";
  return list.flatMap((item: unknown) => {
    const vf = numberIn(item, "vf");
    if (vf === null) return [];
    const vlans = field(item, "vlan_list");
    const tagged: unknown = Array.isArray(vlans) ? vlans[0] : item;
    const rate = field(item, "rate");
    if (isInfiniband || field(item, "link_type") === "infiniband") return [infinibandVf(vf, item)];
    return [
      {
        vf,
        mac: macIn(item),
        ...vlanIn(tagged),
        spoofCheck: switchIn(item, "spoofchk"),
        trust: switchIn(item, "trust"),
        linkState: linkStateIn(item),
        minRate: numberIn(rate, "min_tx"),
        maxRate: numberIn(rate, "max_tx") ?? numberIn(item, "tx_rate"),
      },
    ];
  });
}

/**
 * iproute2 names a protocol only where it is not 802.1Q (ip/ipaddress.c, print_vfinfo), and drivers take 802.1ad besides
 * (ice, mlx4). One that nobody knows cannot be set as it was, and so the whole of it is not told.
 */
function vlanIn(tagged: unknown): Pick<VfSettings, "vlan" | "qos" | "vlanProtocol"> {
  // A VF without a VLAN has no entry in the list.
  const tag = { vlan: numberIn(tagged, "vlan") ?? 0, qos: numberIn(tagged, "qos") ?? 0 };
  const protocol = field(tagged, "protocol");
  if (protocol === undefined || protocol === "802.1Q") return tag;
  if (typeof protocol !== "string" || protocol.toLowerCase() !== "802.1ad") return { vlan: null, qos: null };
  return { ...tag, vlanProtocol: "802.1ad" };
}

/**
 * A VF of an InfiniBand PF has two GUIDs and a link state, and nothing of Ethernet (drivers/infiniband/ulp/ipoib,
 * ipoib_get_vf_config). iproute2 calls them `node guid` and `port guid` in JSON (ip/ipaddress.c, print_vfinfo).
 */
function infinibandVf(vf: number, item: unknown): VfSettings {
  const [nodeGuid, portGuid] = [guidIn(item, "node"), guidIn(item, "port")];
  return {
    vf,
    ...BLANK_VF_SETTINGS,
    linkState: linkStateIn(item),
    ...(nodeGuid === null ? {} : { nodeGuid }),
    ...(portGuid === null ? {} : { portGuid }),
    linkType: "infiniband",
  };
}

/** The first releases that print them print what lies behind as well: 8 bytes are the GUID. */
function guidIn(value: unknown, of: "node" | "port"): string | null {
  const found = field(value, `${of} guid`) ?? field(value, `${of}_guid`);
  return typeof found === "string" ? (/^[0-9a-f]{2}(?::[0-9a-f]{2}){7}/.exec(found)?.[0] ?? null) : null;
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

function numberIn(value: unknown, name: string): number | null {
  const found = field(value, name);
  return typeof found === "number" && Number.isInteger(found) && found >= 0 ? found : null;
}

function switchIn(value: unknown, name: string): boolean | null {
  const found = field(value, name);
  if (typeof found === "boolean") return found;
  return found === "on" ? true : found === "off" ? false : null;
}

function macIn(value: unknown): string | null {
  const found = field(value, "address") ?? field(value, "mac");
  return typeof found === "string" && /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/.test(found) ? found : null;
}

function linkStateIn(value: unknown): VfLinkState | null {
  const found = field(value, "link_state");
  return found === "auto" || found === "enable" || found === "disable" ? found : null;
}
