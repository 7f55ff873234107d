/** vfio's own drivers for single devices: what each can do that vfio-pci cannot (drivers/vfio/pci). Pure. */

interface Variant {
  /** After the driver's name and before the function's address: `can migrate guests with`. */
  readonly can: string;
  /** When somebody wants it. */
  readonly wanted: string;
}

const MIGRATION: Variant = { can: "can do live migration with", wanted: "To migrate guests" };

/** By the module's name. */
const VARIANTS: ReadonlyMap<string, Variant> = new Map([
  // vfio_migration_ops of each: drivers/vfio/pci/{mlx5,hisilicon,pds,qat,virtio,xe}.
  ["mlx5_vfio_pci", MIGRATION],
  ["hisi_acc_vfio_pci", MIGRATION],
  ["pds_vfio_pci", MIGRATION],
  ["qat_vfio_pci", MIGRATION],
  ["xe_vfio_pci", MIGRATION],
  [
    // drivers/vfio/pci/virtio/legacy_io.c; migration came later (migrate.c), for devices that offer it.
    "virtio_vfio_pci",
    {
      can: "can give a guest the older interface of virtio (transitional), and on newer kernels live migration, with",
      wanted: "For guests with older drivers of virtio, or to migrate them",
    },
  ],
  [
    // drivers/vfio/pci/nvgrace-gpu: the memory is no BAR of the function, and no migration is offered.
    "nvgrace_gpu_vfio_pci",
    {
      can: "gives a guest the GPU's memory of",
      wanted: "For a guest that uses the GPU's memory",
    },
  ],
]);

/** What is said of a module that the kernel names for a function. @param module with `_`, as in modules.alias */
export function variantText(module: string, bdf: string): { readonly title: string; readonly remedy: string } {
  const known = VARIANTS.get(module.replaceAll("-", "_"));
  const bind = `bind it by hand: set driver_override to the driver of ${module}.`;
  if (known === undefined) {
    return {
      title: `${module} is a vfio driver made for ${bdf}: what it can do that vfio-pci cannot is not known here.`,
      remedy: `Look into its documentation; to use it, ${bind}`,
    };
  }
  return { title: `${module} ${known.can} ${bdf}; vfio-pci does not.`, remedy: `${known.wanted}, ${bind}` };
}
