import { useCallback } from "ui";
import type { Criteria, Id, RecordQuery, Sort, View } from "../../api/schema";
import { sessionStore } from "../../state/session";
import { createStore, useStore } from "../../state/store";

/** What differs from the view and is not saved; what is absent is as in the view. */
export interface Draft {
  readonly criteria?: Criteria | null;
  readonly sort?: Sort;
  readonly columns?: readonly string[];
}

export interface ListState {
  readonly view: Id | null;
  readonly draft: Draft;
}

/** So many are counted; beyond it stands a plus. */
export const MOST_COUNTED = 10_000;

/** By module, so that who comes back from a record finds the list as it was. */
const listStore = createStore<Readonly<Record<string, ListState>>>({});
const untouched: ListState = { view: null, draft: {} };

sessionStore.subscribe(() => {
  if (sessionStore.get().state === "signed-in") return;
  listStore.set({});
  orderStore.set({});
});

export function useListState(module: string): readonly [ListState, (next: ListState) => void] {
  const state = useStore(listStore)[module] ?? untouched;
  const set = useCallback((next: ListState) => listStore.set({ ...listStore.get(), [module]: next }), [module]);
  return [state, set];
}

/** The records that a module's list last showed, in its order: for the way from one to the next. */
const orderStore = createStore<Readonly<Record<string, { readonly ids: readonly Id[]; readonly count: number | null }>>>({});

export function rememberOrder(module: string, ids: readonly Id[], count: number | null): void {
  orderStore.set({ ...orderStore.get(), [module]: { ids, count } });
}

/** Where a record stands in the list that it was opened from; null where it was not. */
export function placeInList(module: string, id: Id): { readonly at: number; readonly count: number | null; readonly before: Id | undefined; readonly after: Id | undefined } | null {
  const order = orderStore.get()[module];
  const at = order?.ids.indexOf(id) ?? -1;
  return !order || at < 0 ? null : { at: at + 1, count: order.count, before: order.ids[at - 1], after: order.ids[at + 1] };
}

/** The view that was asked for, else the reader's own choice, else the first. */
export function shownView(views: readonly View[], wanted: Id | null): View | null {
  return views.find((view) => view.id === wanted) ?? views.find((view) => view.is_default) ?? views[0] ?? null;
}

/** What is shown: the view with the draft over it. */
export function shownOf(view: View, draft: Draft) {
  return {
    criteria: draft.criteria === undefined ? view.criteria : draft.criteria,
    sort: draft.sort ?? view.sort,
    columns: draft.columns ?? view.columns,
  };
}

/** Only the view's own criteria are named by its id; changed ones stand for themselves. */
export function queryOf(view: View, draft: Draft): RecordQuery {
  const sort = draft.sort ?? view.sort;
  return draft.criteria === undefined ? { view: view.id, sort } : { criteria: draft.criteria, sort };
}

export function isChanged(draft: Draft): boolean {
  return draft.criteria !== undefined || draft.sort !== undefined || draft.columns !== undefined;
}
