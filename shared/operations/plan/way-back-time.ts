/** How long a way back waits: one range for what is chosen, what the contract lets through and what the machine takes. */

/** In seconds; `arm` of assets/host-helper.sh refuses others, which a test holds against this. */
export const WAY_BACK_SECONDS = { least: 10, most: 600, usual: 60 } as const;
