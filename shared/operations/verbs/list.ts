/** The closed list of what may be done to a machine, and of what is expected of it. A verb is one file; here it is only listed. */
import { type Rescan, rescan } from "./bus-rescan.ts";
import { type Remove, remove } from "./device-remove.ts";
import { type Reset, reset } from "./device-reset.ts";
import { type OnDriver, onDriverKind } from "./driver.ts";
import { type Override, type OverrideAt, override, type Reserved, reserved } from "./driver-override.ts";
import { type Probe, type ProbeAt, probe } from "./driver-probe.ts";
import { type Unbind, type UnbindAt, unbind } from "./driver-unbind.ts";
import type { Kind } from "./expectation.ts";
import { type Loaded, loaded, type ModuleLoad, moduleLoad } from "./module-load.ts";
import { type HasNvmeResources, hasNvmeResources, type NvmeResources, nvmeResources } from "./nvme-resources.ts";
import { type IsNvmeOnline, isNvmeOnline, type NvmeState, nvmeState } from "./nvme-state.ts";
import { type AllowsD3cold, allowsD3cold, type D3cold, d3cold } from "./power-d3cold.ts";
import { type Present, present } from "./present.ts";
import { type HasMethods, hasMethods, type ResetMethod, resetMethod } from "./reset-method.ts";
import { type Autoprobe, autoprobe, type Probes, probes } from "./sriov-autoprobe.ts";
import { type HasVfs, hasVfs, type NumVfs, numVfs } from "./sriov-numvfs.ts";
import type { Verb } from "./verb.ts";
import { type HasVectors, hasVectors, type VfMsix, type VfMsixAt, vfMsix } from "./vf-msix.ts";
import { type HasSetting, hasSetting, type VfNetwork, vfNetwork } from "./vf-network.ts";

/** What must be true after a step; read back from the machine, not assumed. */
export type Expectation =
  | HasVfs
  | Probes
  | OnDriver
  | Reserved
  | Loaded
  | Present
  | HasSetting
  | HasVectors
  | HasMethods
  | AllowsD3cold
  | HasNvmeResources
  | IsNvmeOnline;
type KindName = Expectation["that"];

export const KINDS: { readonly [K in KindName]: Kind<Extract<Expectation, { readonly that: K }>, Plain> } = {
  numvfs: hasVfs,
  autoprobe: probes,
  driver: onDriverKind,
  override: reserved,
  module: loaded,
  present,
  vfSetting: hasSetting,
  msix: hasVectors,
  resetMethods: hasMethods,
  d3cold: allowsD3cold,
  nvmeResources: hasNvmeResources,
  nvmeState: isNvmeOnline,
};

/** Steps that are planned as they are carried out. */
export type Plain =
  | NumVfs
  | Autoprobe
  | ModuleLoad
  | VfNetwork
  | Reset
  | ResetMethod
  | Remove
  | Rescan
  | D3cold
  | NvmeResources
  | NvmeState;

/** Verbs with values, never a path or a command. */
export type Step = Plain | Override | Unbind | Probe | VfMsix;
/** A step whose target may be "VF 3 of this PF"; it becomes a {@link Step} right before it runs ({@link stepAt}). */
export type StepTemplate = Plain | OverrideAt | UnbindAt | ProbeAt | VfMsixAt;
export type VerbName = Step["verb"];
export type StepOf<V extends VerbName> = Extract<Step, { readonly verb: V }>;
export type TemplateOf<V extends VerbName> = Extract<StepTemplate, { readonly verb: V }>;

export const VERBS: { readonly [V in VerbName]: Verb<StepOf<V>, TemplateOf<V>, Expectation> } = {
  "sriov.numvfs": numVfs,
  "sriov.autoprobe": autoprobe,
  "driver.override": override,
  "driver.unbind": unbind,
  "driver.probe": probe,
  "module.load": moduleLoad,
  "vf.network": vfNetwork,
  "vf.msix": vfMsix,
  "device.reset": reset,
  "reset.method": resetMethod,
  "device.remove": remove,
  "bus.rescan": rescan,
  "power.d3cold": d3cold,
  "nvme.resources": nvmeResources,
  "nvme.state": nvmeState,
};
