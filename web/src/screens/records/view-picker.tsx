import { h, useRef, useState } from "ui";
import type { Id, Module, View } from "../../api/schema";
import { t } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { later } from "../../later";

const ViewMenu = later(() => import("../views/view-menu"));
const ViewActions = later(() => import("../views/view-actions"));
const ViewDialog = later(() => import("../views/view-dialog"));
const DeleteViewDialog = later(() => import("../views/delete-view-dialog"));

interface Props {
  readonly module: Module;
  readonly views: readonly View[];
  readonly view: View;
  readonly onChoose: (id: Id | null) => void;
  readonly onChanged: () => Promise<void>;
}

/** The view that is shown; behind it the others, beside it what can be done with it. */
export function ViewPicker({ module, views, view, onChoose, onChanged }: Props) {
  const chooser = useRef<HTMLButtonElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<"views" | "actions" | "new" | "edit" | "delete" | null>(null);
  const close = () => setOpen(null);
  const shown = { criteria: view.criteria, sort: view.sort, columns: view.columns };
  return (
    <span className="view-picker">
      <button ref={chooser} type="button" className="button secondary view-chooser" aria-label={t("list.view", { view: view.label })} aria-haspopup="menu" aria-expanded={open === "views"} onClick={() => setOpen(open === "views" ? null : "views")}>
        {view.is_favourite && <Icon name="star" size={16} />}
        <span className="cut">{view.label}</span>
        <Icon name="chevron-down" size={16} />
      </button>
      <IconButton ref={more} icon="ellipsis" label={t("list.viewActions")} hasPopup="menu" expanded={open === "actions"} onClick={() => setOpen(open === "actions" ? null : "actions")} />
      {open === "views" && <ViewMenu anchor={chooser} module={module} views={views} view={view} onChoose={onChoose} onNew={() => setOpen("new")} onClose={close} />}
      {open === "actions" && <ViewActions anchor={more} view={view} onChanged={onChanged} onEdit={() => setOpen("edit")} onDelete={() => setOpen("delete")} onClose={close} />}
      {(open === "new" || open === "edit") && <ViewDialog module={module} view={open === "edit" ? view : null} shown={open === "edit" ? shown : { ...shown, criteria: null }} onClose={close} onSaved={async (saved) => {
        await onChanged();
        onChoose(saved.id);
      }} />}
      {open === "delete" && <DeleteViewDialog view={view} onClose={close} onDeleted={() => {
        onChoose(null);
        void onChanged();
      }} />}
    </span>
  );
}
