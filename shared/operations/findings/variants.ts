/** vfio's own drivers for single devices: what each can do that vfio-pci cannot (drivers/vfio/pci). Pure. */

interface Variant {
  /** After the driver's name. */
  readonly can: (bdf: string) => string;
  /** When somebody wants it. */
  readonly wanted: string;
}

const MIGRATION: Variant = {
  can: (bdf) => `can do live migration with ${bdf}; vfio-pci cannot.`,
  wanted: "To migrate guests",
};

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
      can: (bdf) =>
        `can give a guest virtio's legacy interface of ${bdf} (transitional), and live migration on newer kernels; vfio-pci cannot.`,
      wanted: "For guests with older virtio drivers, or to migrate them",
    },
  ],
  [
    // drivers/vfio/pci/nvgrace-gpu: the memory is no BAR of the function, and no migration is offered.
    "nvgrace_gpu_vfio_pci",
    {
      can: (bdf) => `gives a guest the GPU's memory with ${bdf}; vfio-pci does not.`,
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
      remedy: `See its documentation. To use it, ${bind}`,
    };
  }
  return { title: `${module} ${known.can(bdf)}`, remedy: `${known.wanted}, ${bind}` };
}
