/**
 * Which attributes drivers of GPUs have of their own in a function's folder (OWN_FOLDERS). Their texts are made by the driver,
 * under its locks (drivers/gpu/drm/xe/xe_gt_sriov_pf_config.c; mdev's `available_instances` asks the driver; NVIDIA's source is
 * not public), so they are read as whatever may hang. The helper's script has the same names (`own_names`).
 */
import type { OwnAttribute } from "../../../shared/machine/facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { TreeReader } from "./attribute-reader.ts";
import type { LockedAnswer } from "./locked-reads.ts";

/** In `nvidia/` of a VF (NVIDIA vGPU user guide, vendor-specific VFIO framework). */
const NVIDIA = ["creatable_vgpu_types", "current_vgpu_type", "gpu_instance_id", "placement_id", "vgpu_params"];
/** Of each type of mdev. */
const MDEV = ["available_instances", "description", "device_api", "name"];
/** Of the PF and each VF; which there are depends on the GPU and the kernel (6.19, vram_quota 7.0). */
const XE = ["exec_quantum_ms", "preempt_timeout_us", "sched_priority", "vram_quota"];

/** A type is named by its driver: `nvidia-222`, `i915-GVTg_V5_4`. */
const TYPE_NAME = /^[A-Za-z0-9._+-]{1,64}$/;
const XE_SHARE = /^(?:pf|vf[0-9]{1,5})$/;
const MDEV_DEVICE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** More than any GPU has; a tree of files can have any number. */
const MOST = 1024;

/** Paths below the function's folder, sorted. */
export function ownPaths(reader: TreeReader, dir: string, listed: ReadonlySet<string>, bdf: Bdf): readonly string[] {
  const below = (folder: string, fits: RegExp) =>
    (reader.names(`${dir}/${folder}`) ?? []).filter((name) => fits.test(name)).map((name) => `${folder}/${name}`);
  const all = (folders: readonly string[], names: readonly string[]) =>
    folders.flatMap((folder) => names.map((name) => `${folder}/${name}`));
  const paths = [
    ...(listed.has("nvidia") ? all(["nvidia"], NVIDIA) : []),
    ...(listed.has("mdev_supported_types") ? all(below("mdev_supported_types", TYPE_NAME), MDEV) : []),
    ...(listed.has("sriov_admin") ? all(sharesOf(below("sriov_admin", XE_SHARE)), XE) : []),
    ...(listed.has("physfn") ? all(sharesOf(ownShare(reader, dir, bdf, below)), XE) : []),
  ];
  return paths
    .filter((path) => reader.has(`${dir}/${path}`))
    .slice(0, MOST)
    .sort();
}

function sharesOf(folders: readonly string[]): readonly string[] {
  return folders.map((folder) => `${folder}/profile`);
}

/** Of a VF: the share that its PF keeps for it. `vf1` is VF 0, so the link tells, and not the number. */
function ownShare(
  reader: TreeReader,
  dir: string,
  bdf: Bdf,
  below: (folder: string, fits: RegExp) => readonly string[],
): readonly string[] {
  const shares = below("physfn/sriov_admin", XE_SHARE);
  return shares.filter((share) => reader.linkName(`${dir}/${share}/device`) === bdf).slice(0, 1);
}

/** Of which type each mdev is that exists: a link, which no lock guards. */
function mdevTypes(reader: TreeReader, dir: string, listed: ReadonlySet<string>): OwnAttribute[] {
  return [...listed]
    .filter((name) => MDEV_DEVICE.test(name))
    .sort()
    .flatMap((name) => {
      const value = reader.linkName(`${dir}/${name}/mdev_type`);
      return value === null ? [] : { path: `${name}/mdev_type`, value };
    });
}

/** @returns null = it has none */
export function ownAttributes(
  reader: TreeReader,
  dir: string,
  listed: ReadonlySet<string>,
  paths: readonly string[],
  answers: ReadonlyMap<string, LockedAnswer>,
): readonly OwnAttribute[] | null {
  const read = paths.map((path): OwnAttribute => {
    const answer = answers.get(`${dir}/${path}`) ?? { code: "ENOENT" };
    return "text" in answer ? { path, value: answer.text } : { path, value: null, code: answer.code };
  });
  const own = [...read, ...mdevTypes(reader, dir, listed)];
  return own.length === 0 ? null : own;
}
