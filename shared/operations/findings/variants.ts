/** vfio's own drivers for single devices: what each can do that vfio-pci cannot (drivers/vfio/pci). Pure. */

import type { Bdf } from "../../pci/bdf.ts";
import type { Message } from "../../words/message.ts";
import { VFIO_VARIANT_WORDS } from "../../words/texts/vfio-variants.ts";

interface Variant {
  /** What it can do. */
  readonly title: (of: { readonly module: string; readonly bdf: Bdf }) => Message;
  /** When that is wanted, and how it is bound. */
  readonly remedy: (of: { readonly module: string }) => Message;
}

const MIGRATION: Variant = { title: VFIO_VARIANT_WORDS.migrates, remedy: VFIO_VARIANT_WORDS.migratesRemedy };

/** By the module's name. */
const VARIANTS: ReadonlyMap<string, Variant> = new Map<string, Variant>([
  // vfio_migration_ops of each: drivers/vfio/pci/{mlx5,hisilicon,pds,qat,virtio,xe}.
  ["mlx5_vfio_pci", MIGRATION],
  ["hisi_acc_vfio_pci", MIGRATION],
  ["pds_vfio_pci", MIGRATION],
  ["qat_vfio_pci", MIGRATION],
  ["xe_vfio_pci", MIGRATION],
  [
    // drivers/vfio/pci/virtio/legacy_io.c; migration came later (migrate.c), for devices that offer it.
    "virtio_vfio_pci",
    { title: VFIO_VARIANT_WORDS.legacyVirtio, remedy: VFIO_VARIANT_WORDS.legacyVirtioRemedy },
  ],
  [
    // drivers/vfio/pci/nvgrace-gpu: the memory is no BAR of the function, and no migration is offered.
    "nvgrace_gpu_vfio_pci",
    { title: VFIO_VARIANT_WORDS.gpuMemory, remedy: VFIO_VARIANT_WORDS.gpuMemoryRemedy },
  ],
]);

const UNKNOWN: Variant = { title: VFIO_VARIANT_WORDS.unknown, remedy: VFIO_VARIANT_WORDS.unknownRemedy };

/** What is said of a module that the kernel names for a function. @param module with `_`, as in modules.alias */
export function variantText(module: string, bdf: Bdf): { readonly title: Message; readonly remedy: Message } {
  const { title, remedy } = VARIANTS.get(module.replaceAll("-", "_")) ?? UNKNOWN;
  return { title: title({ module, bdf }), remedy: remedy({ module }) };
}
