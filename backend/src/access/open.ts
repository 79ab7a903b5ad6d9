/** `ACCESS=open`: everyone who can reach the port is a guest and may do everything. */
import type { Access } from "./access.js";

export const openAccess: Access = {
  authenticate: async () => null,
  authorize: async () => "own",
};
