import type { Id, Role } from "../../api/schema";
import type { Option } from "../../kit/options";

/** A role with those below it. */
export interface RoleNode {
  readonly role: Role;
  readonly level: number;
  readonly children: readonly RoleNode[];
}

/** The root with everything below, siblings by name as the server sorts them. */
export function treeOf(roles: readonly Role[]): RoleNode | null {
  const node = (role: Role, level: number): RoleNode => ({ role, level, children: roles.filter((one) => one.parent === role.id).map((one) => node(one, level + 1)) });
  const root = roles.find((role) => role.parent === null);
  return root ? node(root, 1) : null;
}

/** The tree line by line, without what is below a closed role. */
export function linesOf(node: RoleNode | null, closed: ReadonlySet<Id> = new Set()): readonly RoleNode[] {
  if (!node) return [];
  return [node, ...(closed.has(node.role.id) ? [] : node.children.flatMap((child) => linesOf(child, closed)))];
}

/** Roles to choose from, each with the one above; without `except` and what is below it. */
export function roleOptions(roles: readonly Role[], except?: Id): readonly Option[] {
  const names = new Map(roles.map((role) => [role.id, role.name]));
  const left = except === undefined ? new Set<Id>() : new Set([except]);
  return linesOf(treeOf(roles), left).filter(({ role }) => role.id !== except).map(({ role }) => ({ value: role.id, label: role.name, ...(role.parent === null ? {} : { hint: names.get(role.parent) ?? "" }) }));
}
