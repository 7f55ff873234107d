import { at, type LabOffer, type LabWorld } from "./world.ts";

const MEMORY: LabOffer = {
  name: "memory devices",
  iommu: false,
  vfio: true,
  nowhere: at("7f:1f.7"),
};

/** Type 3 memory devices at a CXL host bridge of its own, one of them below a CXL switch. */
export const cxl: LabWorld = {
  name: "cxl",
  about: "CXL root ports, a CXL switch and two Type 3 memory devices",
  memoryMb: 1024,
  qemu: [
    ...["-M", "q35,cxl=on,cxl-fmw.0.targets.0=cxl.1,cxl-fmw.0.size=4G"],
    ...["-object", "memory-backend-ram,id=memory0,share=on,size=256M"],
    ...["-object", "memory-backend-ram,id=memory1,share=on,size=256M"],
    ...["-object", "memory-backend-ram,id=label1,share=on,size=1M"],
    ...["-device", "pxb-cxl,bus_nr=12,bus=pcie.0,id=cxl.1,addr=8"],
    ...["-device", "cxl-rp,port=0,bus=cxl.1,id=crp0,chassis=0,slot=2"],
    ...["-device", "cxl-rp,port=1,bus=cxl.1,id=crp1,chassis=0,slot=3"],
    ...["-device", "cxl-type3,bus=crp0,volatile-memdev=memory0,id=mem0,sn=0x1111"],
    ...["-device", "cxl-upstream,bus=crp1,id=cup"],
    ...["-device", "cxl-downstream,port=0,bus=cup,id=cdown0,chassis=0,slot=4"],
    ...["-device", "cxl-downstream,port=1,bus=cup,id=cdown1,chassis=0,slot=5"],
    ...["-device", "cxl-type3,bus=cdown0,persistent-memdev=memory1,lsa=label1,id=mem1,sn=0x2222"],
  ],
  kernelCommandLine: [],
  modules: ["e1000e", "cxl_acpi", "cxl_pci", "cxl_mem"],
  setup: [],
  offers: [MEMORY],
};
