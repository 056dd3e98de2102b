import type { FieldAccess, Id, ModuleAction, ProfileChange, ProfileDetail, Right } from "../../api/schema";

export const actions: readonly ModuleAction[] = ["view", "create", "edit", "delete"];

/** What a profile shall allow, as it stands in the editor. */
export interface ProfileDraft {
  readonly rights: ReadonlySet<Right>;
  readonly modules: ReadonlyMap<Id, ReadonlySet<ModuleAction>>;
  /** Fields that are not simply visible. */
  readonly fields: ReadonlyMap<Id, FieldAccess>;
}

export function draftOf(profile: ProfileDetail): ProfileDraft {
  return {
    rights: new Set(profile.rights),
    modules: new Map(profile.modules.map((one) => [one.module, new Set(one.actions)])),
    fields: new Map(profile.fields.map((one) => [one.field, one.access])),
  };
}

export function withRight(draft: ProfileDraft, right: Right, on: boolean): ProfileDraft {
  const rights = new Set(draft.rights);
  if (on) rights.add(right);
  else rights.delete(right);
  return { ...draft, rights };
}

/** Whoever may do anything in a module may look into it; whoever may not look may do nothing. */
export function withAction(draft: ProfileDraft, module: Id, action: ModuleAction, on: boolean): ProfileDraft {
  const next = new Set(draft.modules.get(module));
  if (on) {
    next.add(action);
    next.add("view");
  } else if (action === "view") next.clear();
  else next.delete(action);
  return { ...draft, modules: new Map(draft.modules).set(module, next) };
}

export function withField(draft: ProfileDraft, field: Id, access: FieldAccess): ProfileDraft {
  const fields = new Map(draft.fields);
  if (access === "visible") fields.delete(field);
  else fields.set(field, access);
  return { ...draft, fields };
}

/** What differs between two drafts, as the server takes it; and how many differences there are. */
export function changeBetween(old: ProfileDraft, next: ProfileDraft): { readonly body: ProfileChange; readonly count: number } {
  const rights = [...next.rights].filter((right) => !old.rights.has(right)).length + [...old.rights].filter((right) => !next.rights.has(right)).length;
  const modules = [...next.modules].flatMap(([module, now]) => {
    const before = old.modules.get(module) ?? new Set();
    const differing = actions.filter((action) => before.has(action) !== now.has(action)).length;
    return differing === 0 ? [] : [{ module, actions: [...now], differing }];
  });
  const fields = [...new Set([...old.fields.keys(), ...next.fields.keys()])].flatMap((field) => {
    const access = next.fields.get(field) ?? "visible";
    return access === (old.fields.get(field) ?? "visible") ? [] : [{ field, access }];
  });
  return {
    body: {
      ...(rights > 0 ? { rights: [...next.rights] } : {}),
      ...(modules.length > 0 ? { modules: modules.map(({ module, actions: now }) => ({ module, actions: now })) } : {}),
      ...(fields.length > 0 ? { fields } : {}),
    },
    count: rights + modules.reduce((sum, one) => sum + one.differing, 0) + fields.length,
  };
}
