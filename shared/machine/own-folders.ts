/**
 * Folders in which drivers of GPUs keep what they hand out, in the function's own: vGPU types of NVIDIA's VFs, types of mdevs
 * (Documentation/driver-api/vfio-mediated-device.rst), Intel Xe's shares of its VFs (sysfs-driver-intel-xe-sriov).
 */
export const OWN_FOLDERS = ["nvidia", "mdev_supported_types", "sriov_admin"] as const;
