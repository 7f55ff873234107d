/** Headings of the groups that the functions of a machine are shown in. */
import { messages } from "../messages.ts";

export const FOREST_WORDS = messages("forest", {
  iommuGroup: { en: "IOMMU group {group}", zh: "IOMMU 组 {group}" },
  noIommuGroup: { en: "No IOMMU group", zh: "无 IOMMU 组" },
  iommuGroupUnknown: { en: "IOMMU group unknown", zh: "IOMMU 组未知" },
  noDriver: { en: "No driver", zh: "未绑定驱动" },
  driverUnknown: { en: "Driver unknown", zh: "驱动未知" },
  numaNode: { en: "NUMA node {node}", zh: "NUMA 节点 {node}" },
  numaNodeUnknown: { en: "NUMA node unknown", zh: "NUMA 节点未知" },
  notInTree: { en: "Not in the tree", zh: "不在树中" },
  withoutSriov: { en: "Functions without SR-IOV", zh: "不支持 SR-IOV 的 Function" },
  others: { en: "Other functions", zh: "其他 Function" },
});
