/** Where TotalVFs of a card is set, and what raises it. Names of settings and commands stay as the tools have them. */
import { messages } from "../messages.ts";

export const VF_FIRMWARE_WORDS = messages("vf-firmware", {
  restart: { en: "Reboot the machine afterwards.", zh: "设置后须重启机器。" },
  powerCycle: { en: "Power the machine off and on afterwards.", zh: "设置后须将机器断电重启。" },
  mlx4: {
    en: "TotalVFs is NUM_OF_VFS in the card’s firmware and requires SRIOV_EN.",
    zh: "TotalVFs 即网卡固件中的 NUM_OF_VFS，并须开启 SRIOV_EN。",
  },
  mlx4Afterwards: {
    en: "Reboot the machine afterwards. mlx4_core creates as many VFs as its module parameter num_vfs says.",
    zh: "设置后须重启机器。mlx4_core 按模块参数 num_vfs 创建 VF。",
  },
  mlx5: {
    en: "TotalVFs is NUM_OF_VFS in the card’s firmware and requires SRIOV_EN. Since Linux 6.18, devlink sets both.",
    zh: "TotalVFs 即网卡固件中的 NUM_OF_VFS，并须开启 SRIOV_EN。自 Linux 6.18 起可用 devlink 设置两者。",
  },
  bnxt: {
    en: "SR-IOV and TotalVFs are set in the card’s firmware with the options enable_sriov and number_of_vfs_per_pf of niccli (formerly bnxtnvm). devlink can only enable SR-IOV.",
    zh: "SR-IOV 和 TotalVFs 在网卡固件中设置：niccli（旧称 bnxtnvm）的选项 enable_sriov 和 number_of_vfs_per_pf。devlink 只能开启 SR-IOV。",
  },
  sfc: {
    en: "TotalVFs is vf-count in the card’s firmware and requires a switch-mode with SR-IOV.",
    zh: "TotalVFs 即网卡固件中的 vf-count，并须使用支持 SR-IOV 的 switch-mode。",
  },
  nvme: {
    en: "TotalVFs is fixed in the controller: no NVMe command or host tool changes it.",
    zh: "TotalVFs 由控制器固定，NVMe 命令和宿主机工具均无法更改。",
  },
  deviceSetup: {
    en: "TotalVFs is set in the card’s firmware, and its driver can’t change it. Look for the number of VFs on the card’s page in the BIOS setup.",
    zh: "TotalVFs 在网卡固件中设置，驱动无法更改。请在 BIOS 设置中该网卡的页面查找 VF 数量。",
  },
  unknownCard: {
    en: "TotalVFs is set in the card’s firmware: raise it there if the card supports more.",
    zh: "TotalVFs 在设备固件中设置：若该设备支持更多，请在固件中调高。",
  },
  biosOption: { en: "The BIOS may have an SR-IOV option, too.", zh: "BIOS 中也可能有 SR-IOV 选项。" },
  asRoot: { en: "As root: {commands}.", zh: "以 root 身份执行：{commands}。" },
});
