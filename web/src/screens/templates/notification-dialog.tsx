import { Fragment, type KeyboardEvent, h, useState } from "ui";
import { call, everyPage } from "../../api/client";
import { sentenceFor, sentenceForField } from "../../api/problem";
import type { Id, Module, Notification } from "../../api/schema";
import { t, useLanguage } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Checkbox } from "../../kit/checkbox";
import { Combobox } from "../../kit/combobox";
import { Dialog } from "../../kit/dialog";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { moveTo } from "../../kit/move";
import { Select } from "../../kit/select";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { MergeText } from "../../merge/merge-text";
import { numbersOf, useChannels } from "../../state/channels";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { templateLanguageName } from "./template-languages";

interface Props {
  readonly notification: Notification | null;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

const NAME_MAX = 100;
const USUAL = "";

/** Who is reached from records of a module: the record itself, or whom a lookup names. */
interface Path {
  readonly lookup: Id | null;
  readonly label: string;
  readonly module: Module;
}

export function pathsOf(module: Module | null, modules: readonly Module[], self: string): readonly Path[] {
  if (!module) return [];
  if (module.name === "Leads" || module.name === "Contacts") return [{ lookup: null, label: self, module }];
  return module.fields.flatMap((field) => {
    const target = field.lookup_module === "Leads" || field.lookup_module === "Contacts" ? modules.find((one) => one.name === field.lookup_module) : undefined;
    return target ? [{ lookup: field.id, label: `${field.label} · ${target.label}`, module: target }] : [];
  });
}

/** A notification's name, template, person and numbers. */
export default function NotificationDialog({ notification, onSaved, onClose }: Props) {
  const language = useLanguage();
  const modules = useModules() ?? [];
  const numbers = numbersOf(useChannels());
  const [name, setName] = useState(notification?.name ?? "");
  const [moduleName, setModuleName] = useState(notification?.module ?? "Leads");
  const [template, setTemplate] = useState<Id | null>(notification?.template.id ?? null);
  const [lookup, setLookup] = useState<Id | null>(notification?.lookup ?? null);
  const [phones, setPhones] = useState<readonly Id[] | null>(notification?.phone_fields ?? null);
  const [number, setNumber] = useState<Id | null>(notification?.business_number ?? null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const module = modules.find((one) => one.name === moduleName) ?? null;
  const paths = pathsOf(module, modules, t("notifications.self"));
  const path = paths.find((one) => one.lookup === lookup) ?? paths[0];
  const fields = path?.module.fields.filter((field) => field.type === "phone") ?? [];
  // At first every number counts, in the order of the fields.
  const chosen = (phones ?? fields.map((field) => field.id)).filter((id) => fields.some((field) => field.id === id));
  const approved = useLoaded(`approved templates of ${moduleName}`, () => everyPage((place) => call("listTemplates", { query: { module: moduleName, status: "approved", ...place } }))).value?.flatMap((page) => page.templates) ?? [];
  const held = approved.find((one) => one.id === template);
  const options = [
    ...approved.map((one) => ({ value: one.id, label: one.name, hint: templateLanguageName(one.language, language) })),
    ...(notification && notification.module === moduleName && !approved.some((one) => one.id === notification.template.id) ? [{ value: notification.template.id, label: notification.template.name, hint: t(`template.status.${notification.template.status}`) }] : []),
  ];
  const faults = {
    name: name.trim() === "" ? t("field.required") : name.trim().length > NAME_MAX ? t("field.tooLong", { max: NAME_MAX }) : undefined,
    template: template === null ? t("notifications.chooseTemplate") : undefined,
    phones: chosen.length === 0 ? t("notifications.choosePhone") : undefined,
  };
  const save = async () => {
    setTried(true);
    if (busy || template === null || !path || Object.values(faults).some(Boolean)) return;
    setBusy(true);
    setError(null);
    const body = { name: name.trim(), template, lookup: path.lookup, phone_fields: chosen, business_number: number };
    try {
      await (notification ? call("changeNotification", { path: { id: notification.id }, body }) : call("createNotification", { body: { ...body, module: moduleName } }));
      onSaved();
      onClose();
      toast({ text: t("notifications.saved", { name: name.trim() }) });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const at = (field: string, fault: string | undefined) => sentenceForField(error, field) ?? (tried ? fault : undefined);
  const placed = ["name", "template"].some((field) => sentenceForField(error, field) !== undefined);
  return (
    <Dialog
      title={notification ? t("notifications.editing", { name: notification.name }) : t("notifications.new")}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && !placed && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <TextField label={t("templates.name")} required autoFocus counted max={NAME_MAX} value={name} error={at("name", faults.name)} onChange={setName} />
        <Select
          label={t("templates.module")}
          required
          disabled={notification !== null}
          hint={notification ? t("notifications.moduleStays") : t("notifications.module.hint")}
          value={moduleName}
          options={modules.map((one) => ({ value: one.name, label: one.label }))}
          onChange={(next) => {
            setModuleName(next);
            setTemplate(null);
            setLookup(null);
            setPhones(null);
          }}
        />
        {module && paths.length === 0 ? <Banner tone="warn">{t("editor.module.nobody")}</Banner> : (
          <>
            <Combobox label={t("notifications.template")} required placeholder={t("notifications.chooseTemplate")} hint={held ? <MergeText short text={held.body} /> : t("notifications.template.hint")} value={template} error={at("template", faults.template)} options={options} onChange={setTemplate} />
            {paths.length > 1 && <Select label={t("notifications.to")} required value={path?.lookup ?? ""} options={paths.map((one) => ({ value: one.lookup ?? "", label: one.label }))} onChange={(next) => {
              setLookup(next);
              setPhones(null);
            }} />}
            <PhoneOrder fields={fields} chosen={chosen} fault={tried ? faults.phones : undefined} onChange={setPhones} />
            {numbers.length > 1 && <Select label={t("sending.from")} value={number ?? USUAL} options={[{ value: USUAL, label: t("notifications.usualNumber") }, ...numbers.map((one) => ({ value: one.id, label: one.display_number, hint: one.verified_name }))]} onChange={(id) => setNumber(id === USUAL ? null : id)} />}
          </>
        )}
      </div>
    </Dialog>
  );
}

interface OrderProps {
  readonly fields: Module["fields"];
  readonly chosen: readonly Id[];
  readonly fault: string | undefined;
  readonly onChange: (chosen: readonly Id[]) => void;
}

/** Which numbers count, in which order: dragged, or moved with Alt and an arrow key. */
function PhoneOrder({ fields, chosen, fault, onChange }: OrderProps) {
  const [dragged, setDragged] = useState<Id | null>(null);
  const order = [...chosen, ...fields.map((field) => field.id).filter((id) => !chosen.includes(id))];
  const move = (from: number, to: number) => to >= 0 && to < chosen.length && onChange(moveTo(chosen, from, to));
  const key = (event: KeyboardEvent, index: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown") || index >= chosen.length) return;
    event.preventDefault();
    move(index, index + (event.key === "ArrowUp" ? -1 : 1));
  };
  return (
    <fieldset className="phone-order">
      <legend>{t("notifications.phones")}</legend>
      <p className="quiet">{t("notifications.phones.hint")}</p>
      <ol className="move-list">
        {order.map((id, index) => {
          const label = fields.find((field) => field.id === id)?.label ?? "";
          const counts = index < chosen.length;
          return (
            <li
              key={id}
              className={dragged === id ? "dragged" : undefined}
              onDragOver={(event) => dragged !== null && event.preventDefault()}
              onDragEnter={() => dragged !== null && dragged !== id && counts && move(chosen.indexOf(dragged), index)}
              onKeyDown={(event) => key(event, index)}
            >
              <span className="drag-handle" draggable={counts} onDragStart={() => setDragged(id)} onDragEnd={() => setDragged(null)}><Icon name="grip-vertical" size={16} /></span>
              <Checkbox label={label} checked={counts} onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))} />
              <IconButton size={24} icon="arrow-up" label={t("buttons.up", { name: label })} disabled={!counts || index === 0} onClick={() => move(index, index - 1)} />
              <IconButton size={24} icon="arrow-down" label={t("buttons.down", { name: label })} disabled={!counts || index === chosen.length - 1} onClick={() => move(index, index + 1)} />
            </li>
          );
        })}
      </ol>
      {fault !== undefined && <p className="header-fault" role="alert"><Icon name="circle-alert" size={14} />{fault}</p>}
    </fieldset>
  );
}
