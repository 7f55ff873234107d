/** How VFs are created with PF drivers that differ from the rest, and what raises the number that a driver allows. */
import { messages } from "../messages.ts";

export const PF_DRIVER_WORDS = messages("pf-drivers", {
  amdgpu: {
    en: "VFs of AMD GPUs are created by AMD’s gim driver: bind it instead of amdgpu.",
    zh: "AMD GPU 的 VF 由 AMD 的 gim 驱动创建：改为绑定 gim，而非 amdgpu。",
  },
  csiostor: {
    en: "csiostor creates no VFs: create them on the card’s functions that are bound to cxgb4.",
    zh: "csiostor 不创建 VF：请在该设备绑定 cxgb4 的 Function 上创建。",
  },
  enic: {
    en: "enic creates VFs when it is loaded, as many as Cisco’s management software gives the adapter. Set the number there.",
    zh: "enic 在加载时创建 VF，数量由 Cisco 管理软件为该适配器设定，请在其中设置。",
  },
  byParameter: {
    en: "{driver} creates VFs when it is loaded. Set the number with its module parameter {parameter}.",
    zh: "{driver} 在加载时创建 VF。请用模块参数 {parameter} 设置数量。",
  },
  i915: {
    en: "Use an out-of-tree i915 with SR-IOV, or the xe driver.",
    zh: "使用支持 SR-IOV 的树外 i915，或 xe 驱动。",
  },
  igbUio: {
    en: "Write the number of VFs to max_vfs in the PF’s sysfs directory.",
    zh: "将 VF 数量写入该 PF 的 sysfs 目录下的 max_vfs。",
  },
  lpfc: {
    en: "Set the number with lpfc_sriov_nr_virtfn, a module parameter and an attribute of each of its SCSI hosts.",
    zh: "用 lpfc_sriov_nr_virtfn 设置数量：它既是模块参数，也是各 SCSI host 的属性。",
  },
  mlx4: {
    en: "Set the number of VFs with its module parameter num_vfs.",
    zh: "用模块参数 num_vfs 设置 VF 数量。",
  },
  mpt3sas: {
    en: "mpt3sas creates no VFs and has no option for them, although the device has the capability.",
    zh: "设备虽有 SR-IOV Capability，但 mpt3sas 不创建 VF，也没有相关参数。",
  },
  fixed: {
    en: "{driver} creates its VFs when it is loaded. Their number can’t be set.",
    zh: "{driver} 在加载时创建 VF，数量无法设置。",
  },
  nvidia: {
    en: "With NVIDIA’s vGPU host driver, run /usr/lib/nvidia/sriov-manage -e with the PF’s address.",
    zh: "使用 NVIDIA 的 vGPU 宿主机驱动时，运行 /usr/lib/nvidia/sriov-manage -e 并加上 PF 的地址。",
  },
  snet: {
    en: "snet-vdpa-driver creates VFs when it is loaded, as many as the card is configured for.",
    zh: "snet-vdpa-driver 在加载时创建 VF，数量由该设备自身的配置决定。",
  },
  xe: {
    en: "Check its module parameter max_vfs. If that is not the limit, this kernel is too old for VFs of this GPU: use a newer one, or Intel’s out-of-tree i915.",
    zh: "检查其模块参数 max_vfs。若限制并非来自该参数，则当前内核过旧，不支持此 GPU 的 VF：请使用更新的内核，或 Intel 的树外 i915。",
  },
  returnFirst: { en: "Return the PF to its host driver first.", zh: "先将 PF 归还给宿主机驱动。" },
  restart: {
    en: "Reboot this machine, which removes the VFs. A PF with VFs can’t be returned to its host driver.",
    zh: "重启此机器以移除 VF：存在 VF 的 PF 不能归还给宿主机驱动。",
  },

  mayAllowLess: {
    en: "The driver may allow fewer VFs than TotalVFs of the capability.",
    zh: "驱动允许的 VF 数量可能少于 Capability 的 TotalVFs。",
  },
  mayAllowLessOfUnknownCard: {
    en: "The driver may allow fewer VFs than TotalVFs of the capability, and TotalVFs itself is set in the card’s firmware.",
    zh: "驱动允许的 VF 数量可能少于 Capability 的 TotalVFs，而 TotalVFs 本身在设备固件中设置。",
  },
  lowered: {
    en: "The device supports {capability, plural, one {# VF} other {# VFs}}; {driver} lowered that to {allowed}.",
    zh: "设备支持 {capability} 个 VF，{driver} 将其降为 {allowed} 个。",
  },
  itsDriver: { en: "its driver", zh: "其驱动" },
  findOption: {
    en: "Look for a driver option that allows more.",
    zh: "查找可提高此上限的驱动参数。",
  },
});
