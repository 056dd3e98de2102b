import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import type { Field, Module, Record as CRMRecord, RelatedList } from "../../api/schema";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { later } from "../../later";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { navigate } from "../../router";
import { QUOTES, newQuotePath } from "../quotes/quote-paths";
import { isActivity, newWords } from "./module-words";
import { RelatedRecords } from "./related-records";

const QuickCreateDialog = later(() => import("./quick-create-dialog"));

/** A lookup field of another module that names this record, and how many records do. */
export interface Relation {
  readonly module: Module;
  readonly field: Field;
  readonly count: number;
  /** The module; with the field where two fields of it lead here. */
  readonly title: string;
}

/** What other modules have that names this record, and new ones for it. */
export default function RelatedLists({ record, only }: { readonly record: CRMRecord; readonly only: "activities" | "others" }) {
  const modules = useModules();
  const lists = useLoaded(`related to ${record.id}`, () => call("listRelated", { path: { id: record.id } }));
  const [making, setMaking] = useState<Relation | null>(null);
  useLive("records", lists.reload);
  const relations = modules && lists.value ? relationsOf(lists.value.lists, modules).filter((one) => isActivity(one.module) === (only === "activities")) : [];
  const linksOf = (relation: Relation) => ({ [relation.field.name]: { id: record.id, module: record.module, name: record.name } });
  const make = (relation: Relation) => (relation.module.name === QUOTES ? navigate(newQuotePath(linksOf(relation))) : setMaking(relation));
  const mayMake = (relation: Relation) => relation.module.actions.includes("create") && !relation.field.is_read_only;
  const empty = relations.filter((one) => one.count === 0 && mayMake(one));
  const add = (relation: Relation) => <Button variant="link" icon="plus" onClick={() => make(relation)}>{newWords(relation.module)}{relations.some((one) => one !== relation && one.module === relation.module) ? ` · ${relation.field.label}` : ""}</Button>;
  return (
    <>
      {relations.filter((one) => one.count > 0).map((relation) => <RelatedRecords key={relation.field.id} record={record} relation={relation} action={mayMake(relation) && add(relation)} />)}
      {empty.length > 0 && (
        <Card title={t("related.none")}>
          <div className="related-none">{empty.map((relation) => <span key={relation.field.id}>{add(relation)}</span>)}</div>
        </Card>
      )}
      {making && (
        <QuickCreateDialog
          module={making.module}
          links={linksOf(making)}
          onClose={() => setMaking(null)}
          onCreated={() => void lists.reload()}
        />
      )}
    </>
  );
}

function relationsOf(lists: readonly RelatedList[], modules: readonly Module[]): readonly Relation[] {
  return lists.flatMap((list) => {
    const module = modules.find((one) => one.name === list.module);
    const field = module?.fields.find((one) => one.id === list.field);
    if (!module || !field) return [];
    const twice = lists.filter((one) => one.module === list.module).length > 1;
    return [{ module, field, count: list.count, title: twice ? `${module.label} · ${field.label}` : module.label }];
  });
}
