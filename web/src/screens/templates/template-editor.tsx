import { type FormEvent, h, useRef, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor, sentenceForField } from "../../api/problem";
import type { Id, TemplateCategory } from "../../api/schema";
import { clockTime } from "../../i18n/format";
import { t, useLanguage } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Combobox } from "../../kit/combobox";
import { RadioCards } from "../../kit/radio-cards";
import { Select } from "../../kit/select";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { MergeFieldArea } from "../../merge/merge-field-area";
import { fieldOf, fillTokens } from "../../merge/tokens";
import { navigate } from "../../router";
import { isConnected, numbersOf, useChannels } from "../../state/channels";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { serverNow } from "../../state/server-clock";
import { wordsOf } from "../../fields/field-words";
import { valueOf } from "../../fields/values";
import { ChecklistCard, checkWords } from "./checklist-card";
import { LookChoice, type PhoneLook } from "./look-choice";
import { BODY_MAX, NAME_MAX, canSave, checkTemplate } from "./template-checks";
import { templateLanguages } from "./template-languages";
import { templatesPath } from "./template-paths";

const PhonePreview = later(async () => ({ default: (await import("../../kit/phone-preview")).PhonePreview }));

/** A new template: what it says, how it will look, and what Meta would object to. */
export default function TemplateEditor() {
  const language = useLanguage();
  const modules = useModules();
  const channels = useChannels()?.filter(isConnected) ?? null;
  const [name, setName] = useState("");
  const [moduleName, setModuleName] = useState<string>("Leads");
  const [code, setCode] = useState<string>(language === "en" ? "en_US" : "zh_CN");
  const [category, setCategory] = useState<TemplateCategory | null>(null);
  const [body, setBody] = useState("");
  const [channel, setChannel] = useState<Id | null>(null);
  const [look, setLook] = useState<PhoneLook>("light");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  const module = modules?.find((one) => one.name === moduleName) ?? null;
  const checks = checkTemplate({ name, module, language: code, category, body });
  const sample = useLoaded(`sample of ${moduleName}`, () => call("listRecords", { path: { module: moduleName }, query: { limit: 1 } })).value?.records[0];
  const sampleOf = (field: NonNullable<typeof module>["fields"][number]) => (sample ? wordsOf(field, valueOf(sample, field)) : "");
  const shown = fillTokens(body, (token) => {
    const field = module && fieldOf(token, module);
    return (field && sampleOf(field)) || token.fallback || (field ? field.label : token.text);
  });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !category || !canSave(checks)) return;
    setBusy(true);
    setError(null);
    try {
      const template = await call("createTemplate", { body: { name: name.trim(), module: moduleName, language: code, category, body: body.trim(), ...(channel === null ? {} : { channel }) } });
      toast(template.status === "failed" ? { text: t("editor.notTaken"), tone: "danger" } : { text: t("editor.submitted") });
      navigate(templatesPath);
    } catch (problem) {
      setError(problem);
      setBusy(false);
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
    }
  };
  const edit = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    setError(null);
  };
  const atField = (field: string) => sentenceForField(error, field);
  const placed = ["name", "module", "language", "category", "body"].some((field) => atField(field) !== undefined);
  const faults = checks.filter((check) => check.state === "failed");
  const bodyFault = faults.find((check) => ["length", "edges", "adjacent", "fields", "spacing"].includes(check.name));
  return (
    <form ref={form} className="editor-columns" noValidate onSubmit={(event) => void save(event)}>
      <div className="card editor-form">
        {error !== null && !placed && <section className="editor-error"><Banner tone="danger" live>{sentenceFor(error)}</Banner></section>}
        <section>
          <div className="editor-part"><h2>{t("editor.basics")}</h2></div>
          <div className="editor-basics">
            <TextField label={t("templates.name")} name="name" required counted max={NAME_MAX} hint={t("editor.name.hint")} value={name} error={atField("name") ?? (faults.some((check) => check.name === "name") ? t("field.tooLong", { max: NAME_MAX }) : undefined)} onChange={edit(setName)} />
            <Select label={t("templates.module")} required hint={t("editor.module.hint")} value={moduleName} error={atField("module")} options={(modules ?? []).map((one) => ({ value: one.name, label: one.label }))} onChange={edit(setModuleName)} />
            <Combobox label={t("templates.language")} required value={code} error={atField("language")} options={templateLanguages(language)} onChange={edit(setCode)} />
            {channels && channels.length > 1 && <Select label={t("editor.account")} value={channel ?? channels[0]?.id ?? ""} options={channels.map((one) => ({ value: one.id, label: one.nickname }))} onChange={setChannel} />}
          </div>
        </section>
        <section>
          <div className="editor-part"><h2>{t("templates.category")}</h2><p>{t("editor.category.hint")}</p></div>
          <RadioCards<TemplateCategory>
            label={t("templates.category")}
            value={category}
            cards={[
              { value: "notification", label: t("template.category.notification"), hint: t("editor.notification.hint") },
              { value: "marketing", label: t("template.category.marketing"), hint: t("editor.marketing.hint") },
            ]}
            onChange={edit(setCategory)}
          />
        </section>
        <section>
          <MergeFieldArea
            label={t("templates.body")}
            name="body"
            required
            module={module}
            max={BODY_MAX}
            hint={t("editor.body.hint")}
            value={body}
            error={atField("body") ?? (bodyFault && checkWords(bodyFault))}
            sampleOf={sampleOf}
            onChange={edit(setBody)}
          />
        </section>
      </div>
      <div className="editor-side">
        <LookChoice look={look} onChange={setLook} />
        <PhonePreview sender={numbersOf(channels)[0]?.verified_name ?? ""} time={clockTime(serverNow())} look={look} body={shown || t("editor.emptyPreview")} />
        {sample && <p className="quiet centred-words">{t("editor.sample", { name: sample.name })}</p>}
        <ChecklistCard checks={checks} busy={busy} />
      </div>
    </form>
  );
}
