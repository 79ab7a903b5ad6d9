/** The seam to whoever decides who may do what. */
import type { DocumentId } from "../protocol/document-id.js";

export interface User {
  readonly id: string;
  readonly name: string;
}

/** Each includes the ones before it. */
export type Role = "none" | "view" | "comment" | "edit" | "own";

export interface Access {
  /** Who is asking; null is a guest. Rejects only when it cannot tell. */
  authenticate(request: Request): Promise<User | null>;
  authorize(user: User | null, id: DocumentId): Promise<Role>;
}

const order: readonly Role[] = ["none", "view", "comment", "edit", "own"];

export function atLeast(role: Role, needed: Role): boolean {
  return order.indexOf(role) >= order.indexOf(needed);
}
