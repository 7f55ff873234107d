import { showsDriver, type Tried, write } from "./tried.ts";
import { opens } from "./usual-tries.ts";
import { at, downstream, INTEL_IOMMU, IOMMU_ON, igb, type LabWorld, network, nvme, rootPort } from "./world.ts";

const NIC = at("05:00.0");
const VF = at("05:10.0");
const CARD = at("06:00.0");
const DISK = at("07:00.0");
const ALL = [NIC, CARD, DISK] as const;
const REFUSED = "Operation not permitted";

/** Shell functions: a program that has a function open until `let_go`, and a function back without an override. */
const HANDS = `
hold() {
  { sh -c 'echo $$ >/tmp/held; exec sleep 86400' | perl /usr/lib/lab/hold-vfio.pl $1; } </dev/null >/tmp/hold 2>&1 &
  until grep -q . /tmp/hold 2>/dev/null; do sleep 0.1; done
  grep -qx held /tmp/hold
}
let_go() { kill $(cat /tmp/held); until rm -f /tmp/hold && ! ls -l /proc/[0-9]*/fd 2>/dev/null | grep -q /dev/vfio/; do sleep 0.1; done; }
back() { give $1 $2; echo > /sys/bus/pci/devices/$1/driver_override; }
`;

const GIVEN = ALL.map((bdf) => `give ${bdf} vfio-pci`);
const BACK = [`back ${NIC} igb`, `back ${CARD} e1000e`, `back ${DISK} nvme`];
const TWO_VFS = { prepare: [write(NIC, "sriov_numvfs", 2)], restore: [write(NIC, "sriov_numvfs", 0)] };

const TRIED: readonly Tried[] = [
  {
    what: "one of a group that the host uses",
    request: { kind: "assign", bdfs: [CARD] },
    verdict: "ready",
    says: ["warning: group-viability", "fact: group-acs"],
    words: [/while the host uses 0000:05:00\.0 and 0000:07:00\.0/, /0000:02:00\.0 has no ACS/],
    shows: [showsDriver(CARD, "vfio-pci"), opens(CARD, REFUSED)],
  },
  {
    what: "the whole of a group",
    request: { kind: "assign", bdfs: [...ALL] },
    verdict: "ready",
    says: ["fact: group-viability", "warning: whole-pf"],
    shows: [opens(NIC, /^held$/m), opens(CARD, /^held$/m), opens(DISK, /^held$/m)],
  },
  {
    what: "the last of a group whose others are given away or without a driver",
    prepare: [`give ${NIC} vfio-pci`, `echo ${DISK} > /sys/bus/pci/drivers/nvme/unbind`],
    request: { kind: "assign", bdfs: [CARD] },
    verdict: "ready",
    says: ["fact: group-viability"],
    shows: [opens(CARD, /^held$/m)],
    restore: [HANDS, `back ${NIC} igb`, `back ${DISK} nvme`],
  },
  {
    ...TWO_VFS,
    what: "a VF in the group of its PF",
    request: { kind: "assign", bdfs: [VF] },
    verdict: "ready",
    says: ["warning: group-viability"],
    words: [/0000:05:10\.0 can’t be passed through: IOMMU group \d+ also contains PF 0000:05:00\.0/],
    wordsNot: [/bound to vfio-pci too/],
    shows: [opens(VF, REFUSED)],
  },
  {
    ...TWO_VFS,
    what: "a PF with VFs in its group",
    request: { kind: "assign", bdfs: [NIC] },
    verdict: "blocked",
    says: ["blocker: pf-with-vfs"],
    words: [/Its VFs share its IOMMU group and can’t be passed through/],
    wordsNot: [/pass its VFs through/],
  },
  {
    what: "VFs that come into the group of their PF",
    request: { kind: "vfs.set", pf: NIC, count: 2, purpose: "vfio-pci" },
    verdict: "ready",
    says: ["warning: vf-groups"],
    shows: [showsDriver(VF, "vfio-pci"), opens(VF, REFUSED)],
  },
  {
    what: "a VF of a group whose other functions are given away, its PF too",
    prepare: [
      "echo Y > /sys/module/vfio_pci/parameters/enable_sriov",
      `give ${CARD} vfio-pci`,
      `give ${DISK} vfio-pci`,
      `give ${NIC} vfio-pci`,
    ],
    request: { kind: "vfs.set", pf: NIC, count: 2, purpose: "vfio-pci" },
    verdict: "ready",
    says: ["warning: vfs-captured"],
    saysNot: ["vf-groups"],
    // Without the token of the PF's user nobody gets a VF (vfio_pci_validate_vf_token).
    shows: [showsDriver(VF, "vfio-pci"), opens(CARD, /^held$/m), opens(VF, "Permission denied")],
    restore: ["echo N > /sys/module/vfio_pci/parameters/enable_sriov", HANDS, ...BACK],
  },
  {
    what: "one without a driver back to the host, while a program has another of its group",
    prepare: [HANDS, ...GIVEN, `hold ${CARD}`, `echo ${DISK} > /sys/bus/pci/drivers/vfio-pci/unbind`],
    request: { kind: "giveBack", bdfs: [DISK] },
    verdict: "guarded",
    says: ["guard: group-held"],
    words: [/no host driver can bind 0000:07:00\.0/, /process \d+ \(perl\) has \/dev\/vfio\/\d+ open/],
    fails: { code: "EINVAL", rule: "probe-group-busy" },
    restore: [HANDS, "let_go", ...BACK],
  },
  {
    what: "one of a group back to the host, while a program has another",
    prepare: [HANDS, ...GIVEN, `hold ${CARD}`],
    request: { kind: "giveBack", bdfs: [NIC] },
    verdict: "guarded",
    says: ["guard: group-held"],
    fails: { code: "EINVAL", rule: "probe-group-busy" },
    restore: [HANDS, "let_go", ...BACK],
  },
  {
    what: "a whole group back to the host",
    prepare: GIVEN,
    request: { kind: "giveBack", bdfs: [...ALL] },
    verdict: "ready",
    shows: [showsDriver(NIC, "igb"), showsDriver(CARD, "e1000e"), showsDriver(DISK, "nvme")],
    restore: [HANDS, ...BACK],
  },
];

/** A switch below a port without ACS: all that is below that port is one IOMMU group. */
export const sharedGroup: LabWorld = {
  name: "shared-group",
  about: "igb (7 VFs), e1000e and nvme below a switch without ACS, in one IOMMU group; Intel IOMMU",
  memoryMb: 1024,
  qemu: [
    ...["-M", "q35,kernel-irqchip=split", ...INTEL_IOMMU],
    ...[...rootPort("rp1", 8), "-device", "x3130-upstream,id=up,bus=rp1"],
    ...[...downstream("riser", 0), "-device", "x3130-upstream,id=card,bus=riser"],
    ...[...downstream("down0", 0, "card", 40), ...igb("nic", "down0")],
    ...[...downstream("down1", 1, "card", 41), "-netdev", network("net1")],
    ...["-device", "e1000e,bus=down1,netdev=net1,romfile="],
    ...[...downstream("down2", 2, "card", 42), ...nvme("disk", "down2", 2)],
  ],
  kernelCommandLine: IOMMU_ON,
  modules: ["igbvf", "igb", "nvme", "e1000e", "vfio_pci", "vfio_iommu_type1"],
  setup: [],
  offers: [],
  tried: TRIED,
};
