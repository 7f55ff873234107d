/** What vfio's drivers for single devices can do that vfio-pci cannot. */
import { messages } from "../messages.ts";

export const VFIO_VARIANT_WORDS = messages("vfio-variants", {
  migrates: {
    en: "{module} supports live migration with {bdf}; vfio-pci does not.",
    zh: "{module} 支持 {bdf} 的热迁移，vfio-pci 不支持。",
  },
  migratesRemedy: {
    en: "To migrate guests, bind it by hand: set driver_override to the driver of {module}.",
    zh: "如需迁移虚拟机，请手动绑定：将 driver_override 设为 {module} 的驱动。",
  },
  legacyVirtio: {
    en: "{module} offers guests the legacy virtio interface of {bdf} (transitional), and live migration on newer kernels; vfio-pci does not.",
    zh: "{module} 可向虚拟机提供 {bdf} 的旧版 virtio 接口（transitional），较新的内核还支持热迁移；vfio-pci 不支持。",
  },
  legacyVirtioRemedy: {
    en: "For guests with older virtio drivers, or to migrate guests, bind it by hand: set driver_override to the driver of {module}.",
    zh: "若虚拟机使用旧版 virtio 驱动，或需迁移虚拟机，请手动绑定：将 driver_override 设为 {module} 的驱动。",
  },
  gpuMemory: {
    en: "{module} gives guests the GPU memory of {bdf}; vfio-pci does not.",
    zh: "{module} 可将 {bdf} 的 GPU 内存提供给虚拟机，vfio-pci 不能。",
  },
  gpuMemoryRemedy: {
    en: "For guests that use the GPU memory, bind it by hand: set driver_override to the driver of {module}.",
    zh: "若虚拟机要使用 GPU 内存，请手动绑定：将 driver_override 设为 {module} 的驱动。",
  },
  unknown: {
    en: "{module} is a vfio driver made for {bdf}; what it can do beyond vfio-pci is unknown here.",
    zh: "{module} 是专用于 {bdf} 的 vfio 驱动；相比 vfio-pci 增加了哪些能力未知。",
  },
  unknownRemedy: {
    en: "See its documentation. To use it, bind it by hand: set driver_override to the driver of {module}.",
    zh: "参阅其文档。如需使用，请手动绑定：将 driver_override 设为 {module} 的驱动。",
  },
});
