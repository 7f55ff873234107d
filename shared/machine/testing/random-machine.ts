/** Random machines for property tests: sound in shape, wild in content, as a damaged or hostile file would be. */
import fc from "fast-check";
import { type Bdf, compareBdf, formatBdf } from "../../pci/bdf.ts";
import type { ChildFacts, FunctionInfo, HostFacts, HostIdentity, MachineSnapshot } from "../facts.ts";
import { functionInfo, HOST, IDENTITY, sriov } from "./sample-machine.ts";

/** Few addresses, so that parents, PFs and VFs often name functions that are there. */
const someBdf: fc.Arbitrary<Bdf> = fc
  .record({
    domain: fc.constantFrom(0, 0, 0, 1, 0x10000),
    bus: fc.integer({ min: 0, max: 3 }),
    device: fc.integer({ min: 0, max: 3 }),
    function: fc.integer({ min: 0, max: 7 }),
  })
  .map(formatBdf);

const word = fc.constantFrom(
  "mlx5_core",
  "vfio-pci",
  "a|b",
  "two\nlines",
  "<script>alert(1)</script>",
  "`*_[x](y)",
  "网卡",
  "\"&'",
);
const text = fc.oneof(word, fc.string({ maxLength: 12 }));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const id16 = fc.integer({ min: 0, max: 0xffff });
const address = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }).map((value) => `0x${value.toString(16)}`);

const child: fc.Arbitrary<ChildFacts> = fc.record({
  kind: fc.constantFrom("net", "block", "infiniband", "drm", "nvme", "vfio", "mdev"),
  name: text,
  state: maybe(fc.constantFrom("up", "down")),
  address: maybe(fc.constantFrom("b8:3f:d2:12:34:56", "02:00:00:00:00:07")),
});

const lanes = maybe(fc.constantFrom(0, 1, 4, 8, 16, 255));
const rate = maybe(fc.constantFrom(2.5, 8, 16, 32));

/** A function at the given address; everything else is drawn. */
function functionAt(at: Bdf): fc.Arbitrary<FunctionInfo> {
  return fc
    .record({
      parent: maybe(someBdf),
      hostBridge: maybe(fc.constantFrom("pci0000:00", "pci0000:80")),
      vendor: maybe(id16),
      device: maybe(id16),
      classCode: maybe(fc.constantFrom(0x020000, 0x030000, 0x060400, 0x060000, 0xffffff)),
      driver: maybe(word),
      iommuGroup: maybe(fc.constantFrom("0", "7", "41")),
      numaNode: maybe(fc.integer({ min: -1, max: 1 })),
      d3coldAllowed: maybe(fc.boolean()),
      link: maybe(fc.record({ speed: rate, width: lanes, maxSpeed: rate, maxWidth: lanes })),
      slot: maybe(text),
      label: maybe(text),
      bridge: maybe(
        fc.record({ secondary: fc.integer({ min: 0, max: 3 }), subordinate: fc.integer({ min: 0, max: 3 }) }),
      ),
      sriov: maybe(
        fc
          .record({ numVfs: fc.integer({ min: 0, max: 3 }), totalVfs: maybe(fc.integer({ min: 0, max: 64 })) })
          .map(sriov),
      ),
      physfn: maybe(someBdf),
      virtfns: fc.array(fc.record({ index: fc.integer({ min: 0, max: 5 }), bdf: someBdf }), { maxLength: 3 }),
      children: fc.array(child, { maxLength: 2 }),
      resources: fc.array(fc.record({ start: address, end: address, flags: address }), { maxLength: 17 }),
      names: fc.record({
        vendor: maybe(text),
        device: maybe(text),
        subsystem: maybe(text),
        classLabel: maybe(text),
        progIf: maybe(text),
      }),
    })
    .map((facts) => functionInfo(at, facts));
}

const identity: fc.Arbitrary<HostIdentity> = fc.constantFrom(
  IDENTITY,
  { ...IDENTITY, privileged: true },
  { ...IDENTITY, name: "<b>|&" },
);
const host: fc.Arbitrary<HostFacts> = fc.constantFrom(HOST, { ...HOST, iommus: [] }, { ...HOST, vfioPci: null });

/** Functions are sorted by BDF and none is there twice, as every scan delivers them. */
export const randomSnapshot: fc.Arbitrary<MachineSnapshot> = fc
  .uniqueArray(someBdf, { maxLength: 14 })
  .chain((addresses) =>
    fc.record({
      identity,
      host,
      functions: fc.tuple(...addresses.sort(compareBdf).map(functionAt)),
      problems: fc.constant([]),
      revision: fc.constant(1),
    }),
  );
