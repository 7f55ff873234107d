/** The demo machines: each in one sentence, and what is on it in two. */
import { messages } from "../messages.ts";

export const DEMO_WORDS = messages("demo", {
  p22: { en: "Network node with 16 VFs on a ConnectX-7 port.", zh: "网络节点，一个 ConnectX-7 端口上有 16 个 VF。" },
  p22About: {
    en: "Each port of the ConnectX-7 supports 16 VFs; those of 01:00.0 are enabled and bound to mlx5_core. The machine also has four BlueField-3 cards and an I350 for management.",
    zh: "ConnectX-7 的每个端口支持 16 个 VF，01:00.0 的 VF 已开启并绑定 mlx5_core。机器上另有四张 BlueField-3 和一张管理用的 I350。",
  },
  p194: {
    en: "GPU node for passthrough, with its GPUs bound to vfio-pci.",
    zh: "直通用 GPU 节点，GPU 已绑定 vfio-pci。",
  },
  p194About: {
    en: "Eight H20 GPUs are bound to vfio-pci, ready for guests. The four NVSwitch bridges of the board have no driver.",
    zh: "八张 H20 GPU 已绑定 vfio-pci，可供虚拟机使用。主板上的四个 NVSwitch 桥未绑定驱动。",
  },
  ye419: { en: "The same GPU hardware without passthrough.", zh: "同样的 GPU 硬件，未直通。" },
  ye419About: {
    en: "The nvidia driver of the host is bound to all eight H20 GPUs and the four NVSwitch bridges. Binding a GPU to vfio-pci unbinds it first.",
    zh: "全部八张 H20 GPU 和四个 NVSwitch 桥均绑定宿主机的 nvidia 驱动。将 GPU 绑定到 vfio-pci 前须先解绑。",
  },
  ye8tels: { en: "A guest with a whole RTX 5080 passed through.", zh: "虚拟机，整卡直通了一张 RTX 5080。" },
  ye8telsAbout: {
    en: "The card shows no SR-IOV capability in the guest, and the guest has no IOMMU to pass anything on. Its link runs at 2.5 GT/s while idle.",
    zh: "虚拟机内看不到该卡的 SR-IOV Capability，也没有 IOMMU，无法再次直通。链路空闲时为 2.5 GT/s。",
  },
  vmhost: {
    en: "Virtualization host with VFs inside running guests.",
    zh: "虚拟化宿主机，运行中的虚拟机正在使用 VF。",
  },
  vmhostAbout: {
    en: "Two guests use VFs of 41:00.0; the ssh session and the default route go through a bond of the I350. Plans that affect them name what is protected and require typing the address.",
    zh: "两台虚拟机使用 41:00.0 的 VF，ssh 会话和默认路由经过 I350 的 bond。影响它们的计划会列出受保护的对象，并要求输入地址确认。",
  },
  gpuhost: { en: "GPUs whose drivers share them in their own ways.", zh: "GPU 由各自驱动以不同方式切分。" },
  gpuhostAbout: {
    en: "VFs of an H20 are vGPUs of the NVIDIA driver, and xe reserves a share of an Intel GPU for each VF. An older Intel GPU offers mdevs, gim of AMD creates VFs when it is loaded, and an NVMe disk has controllers for its VFs.",
    zh: "H20 的 VF 是 NVIDIA 驱动的 vGPU，xe 为每个 VF 预留一份 Intel GPU 资源。较旧的 Intel GPU 提供 mdev，AMD 的 gim 加载时创建 VF，另有一块 NVMe 盘为其 VF 配有控制器。",
  },
  nethost: {
    en: "A ConnectX-7 in switchdev mode, and an InfiniBand one.",
    zh: "两张 ConnectX-7：一张为 switchdev 模式，一张为 InfiniBand。",
  },
  nethostAbout: {
    en: "Each VF of the first card has a representor, and a bond of its two ports makes one switch of both (VF LAG). VFs of the InfiniBand card have GUIDs except one, whose port stays down.",
    zh: "第一张卡的每个 VF 有一个 representor，两个端口组成的 bond 使其成为同一交换机（VF LAG）。InfiniBand 卡的 VF 均有 GUID，只有一个没有，其端口保持 down。",
  },
});
