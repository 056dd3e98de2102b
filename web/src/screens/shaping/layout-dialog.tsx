import { type KeyboardEvent, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Id, Module } from "../../api/schema";
import "../../i18n/life-words";
import "../../i18n/lists-words";
import { language, t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { classes } from "../../kit/classes";
import { Dialog } from "../../kit/dialog";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { moveTo } from "../../kit/move";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { reloadModules } from "../../state/modules";
import { iconOf } from "./field-types";
import { isUnlabelled } from "./labels-input";
import { type SectionDraft, draftOf, freshSection, placeField, stepField, titleOf } from "./layout-draft";

interface Props {
  readonly module: Module;
  readonly onClose: () => void;
}

/** Which sections a record's page has, in what order, with which fields: by dragging, by the arrows, or with Alt and the arrow keys. */
export default function LayoutDialog({ module, onClose }: Props) {
  const [sections, setSections] = useState(() => draftOf(module));
  const [dragged, setDragged] = useState<Id | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = (key: number, said: Partial<SectionDraft>) => setSections(sections.map((one) => (one.key === key ? { ...one, ...said } : one)));
  const unnamed = (section: SectionDraft) => section.labels !== null && isUnlabelled(section.labels);

  const save = async () => {
    setTried(true);
    if (busy || sections.some(unnamed)) return;
    setBusy(true);
    setError(null);
    try {
      await call("arrangePage", { path: { module: module.name }, body: { sections: sections.map(({ name, labels, fields }) => ({ name, labels, fields: fields.map((field) => field.id) })) } });
      await reloadModules();
      toast({ text: t("layout.saved") });
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const stepBy = (event: KeyboardEvent, step: (by: -1 | 1) => void) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    step(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <Dialog
      wide
      title={t("layout.title", { module: module.singular })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>]}
    >
      <div className="layout-editor">
        <p className="quiet">{t("layout.hint")}</p>
        {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        {tried && sections.some(unnamed) && <Banner tone="danger" live>{t("layout.fault")}</Banner>}
        {sections.map((section, index) => {
          const title = titleOf(section, language()) || t("layout.section.new");
          const move = (by: -1 | 1) => setSections(moveTo(sections, index, index + by));
          return (
            <section key={section.key} className="layout-section" aria-label={title} onKeyDown={(event) => stepBy(event, move)}>
              <header>
                {section.labels === null ? <h3>{title}</h3> : (
                  <div className="layout-names">
                    <TextField bare label={t("layout.section.zh")} placeholder={section.labels.en || t("layout.section.zh")} max={80} value={section.labels.zh} onChange={(zh) => change(section.key, { labels: { zh, en: section.labels?.en ?? "" } })} />
                    <TextField bare label={t("layout.section.en")} placeholder={section.labels.zh || t("layout.section.en")} max={80} value={section.labels.en} onChange={(en) => change(section.key, { labels: { zh: section.labels?.zh ?? "", en } })} />
                  </div>
                )}
                {section.labels === null && <IconButton size={24} icon="pencil" label={t("record.edit", { field: title })} onClick={() => change(section.key, { labels: { zh: title, en: title } })} />}
                <IconButton size={24} icon="arrow-up" label={t("move.up", { name: title })} disabled={index === 0} onClick={() => move(-1)} />
                <IconButton size={24} icon="arrow-down" label={t("move.down", { name: title })} disabled={index === sections.length - 1} onClick={() => move(1)} />
                {section.fields.length === 0 && sections.length > 1 && <IconButton size={24} danger icon="trash-2" label={t("layout.section.remove", { name: title })} onClick={() => setSections(sections.filter((one) => one !== section))} />}
              </header>
              <ol className={classes("move-list", dragged !== null && "dropping")} onDragOver={(event) => dragged !== null && event.preventDefault()} onDragEnter={(event) => {
                if (dragged !== null && event.target === event.currentTarget) setSections(placeField(sections, dragged, section.key, section.fields.length));
              }}>
                {section.fields.map((field, place) => (
                  <li
                    key={field.id}
                    draggable
                    className={dragged === field.id ? "dragged" : undefined}
                    onDragStart={() => setDragged(field.id)}
                    onDragEnd={() => setDragged(null)}
                    onDragEnter={() => dragged !== null && dragged !== field.id && setSections(placeField(sections, dragged, section.key, place))}
                    onKeyDown={(event) => stepBy(event, (by) => setSections(stepField(sections, field.id, by)))}
                  >
                    <Icon name="grip-vertical" size={16} />
                    <Icon name={iconOf(field.type)} size={16} />
                    <span className="cut">{field.label}</span>
                    <IconButton size={24} icon="arrow-up" label={t("move.up", { name: field.label })} disabled={index === 0 && place === 0} onClick={() => setSections(stepField(sections, field.id, -1))} />
                    <IconButton size={24} icon="arrow-down" label={t("move.down", { name: field.label })} disabled={index === sections.length - 1 && place === section.fields.length - 1} onClick={() => setSections(stepField(sections, field.id, 1))} />
                  </li>
                ))}
                {section.fields.length === 0 && <li className="layout-empty quiet">{t("layout.section.empty")}</li>}
              </ol>
            </section>
          );
        })}
        <div><Button variant="link" icon="plus" onClick={() => setSections([...sections, freshSection()])}>{t("layout.section.add")}</Button></div>
      </div>
    </Dialog>
  );
}
