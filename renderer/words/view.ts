/** Ways of grouping the table, and the tabs of the details. */
import { messages } from "../../shared/words/messages.ts";

export const VIEW_WORDS = messages("window.view", {
  topology: { en: "Topology", zh: "拓扑" },
  pfVf: { en: "PF/VF", zh: "PF/VF" },
  byTopology: { en: "Group by topology", zh: "按拓扑分组" },
  byPfVf: { en: "Group by PF/VF", zh: "按 PF/VF 分组" },
  byIommuGroup: { en: "Group by IOMMU group", zh: "按 IOMMU 组分组" },
  byDriver: { en: "Group by driver", zh: "按驱动分组" },
  byNuma: { en: "Group by NUMA node", zh: "按 NUMA 节点分组" },

  overview: { en: "Overview", zh: "概览" },
  capabilities: { en: "Capabilities", zh: "Capability" },
  config: { en: "Config space", zh: "配置空间" },
  sriov: { en: "SR-IOV", zh: "SR-IOV" },
  iommu: { en: "IOMMU & VFIO", zh: "IOMMU 与 VFIO" },
  resources: { en: "Resources", zh: "资源" },
  link: { en: "Link & errors", zh: "链路与错误" },
});
