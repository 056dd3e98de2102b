import { Fragment, type FormEvent, type ReactNode, h, useRef, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { TemplateCategory, TemplateFinding } from "../../api/schema";
import { t, useLanguage } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Combobox } from "../../kit/combobox";
import { RadioCards } from "../../kit/radio-cards";
import { Select } from "../../kit/select";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { useLeaveGuard } from "../../leave-guard";
import { LaterMergeFieldArea as MergeFieldArea } from "../../merge/later-merge-field-area";
import { useMergeFields } from "../../merge/merge-fields";
import { findTokens } from "../../merge/tokens";
import { navigate } from "../../router";
import { isConnected, numbersOf, useChannels } from "../../state/channels";
import { changed } from "../../state/live";
import { useModules } from "../../state/modules";
import { ChecklistCard } from "./checklist-card";
import { checksOf } from "./checks";
import { type Place, findingWords, isWaiting, placeOf } from "./finding-words";
import { LookChoice, usualPhone } from "./look-choice";
import { BODY_MAX, BUTTONS_MAX, LINE_MAX, NAME_MAX, type TemplateDraft, bodyOf, tokensOf } from "./template-draft";
import type { Start } from "./template-editor-screen";
import { templateLanguages } from "./template-languages";
import { templatePath, templatesPath } from "./template-paths";
import { useExample } from "./use-example";
import { useTemplateCheck } from "./use-template-check";

/** What a problem may be about besides the texts. */
const places: readonly Place[] = ["name", "module", "language", "category"];

const TemplatePhone = later(() => import("./template-phone"));
const HeaderPart = later(async () => ({ default: (await import("./header-part")).HeaderPart }));
const ButtonRows = later(async () => ({ default: (await import("./button-rows")).ButtonRows }));
const SampleRows = later(async () => ({ default: (await import("./sample-rows")).SampleRows }));
const LookupInput = later(async () => ({ default: (await import("../../fields/lookup-input")).LookupInput }));

/** A template's form: what it says, how it will look, and what Meta would object to. */
export default function TemplateEditor({ start: { draft: start, corrected } }: { readonly start: Start }) {
  const language = useLanguage();
  const modules = useModules();
  const channels = useChannels()?.filter(isConnected) ?? null;
  const [draft, setDraft] = useState<TemplateDraft>(start);
  const [phone, setPhone] = useState(usualPhone);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  const guard = useLeaveGuard(JSON.stringify(bodyOf(draft)) !== JSON.stringify(bodyOf(start)) || draft.category !== start.category);

  const module = modules?.find((one) => one.name === draft.module) ?? null;
  const fields = useMergeFields(draft.module);
  // What is copied may be of an account that is not connected any more.
  const account = channels?.find((one) => one.id === draft.channel) ?? channels?.[0];
  const check = useTemplateCheck(draft, corrected ? { template: corrected.id, channel: undefined } : { template: undefined, channel: account?.id });
  const { record, sampleOf, valueAt, filled, choose } = useExample(draft.module, draft.language, fields);

  const change = (said: Partial<TemplateDraft>) => {
    setDraft((now) => ({ ...now, ...said }));
    setError(null);
  };
  const saved: readonly TemplateFinding[] = error instanceof ProblemError ? error.problem.findings ?? [] : [];
  const findings = saved.length > 0 ? saved : check.findings;
  const counted = findings.filter((finding) => tried || !isWaiting(finding));
  const checks = checksOf(draft, findings, tried);
  /** What is wrong at a place, in a sentence. */
  const faultAt = (place: Place): string | undefined => {
    const found = counted.find((finding) => placeOf(finding, draft) === place);
    if (found) return findingWords(found, draft);
    return sentenceForField(error, place) ?? (tried ? checks[0]?.faults.find((fault) => fault.place === place)?.words : undefined);
  };
  const go = (place: Place) => {
    const part = form.current?.querySelector(`[data-place="${place}"]`) ?? form.current?.querySelector(`[data-place="${place.startsWith("target") || place.startsWith("label") ? "buttons" : place}"]`);
    const target = part?.querySelector<HTMLElement>("[aria-invalid]") ?? part?.querySelector<HTMLElement>("input:not(.unseen), textarea, [role=radio][aria-checked=true], button");
    target?.focus({ preventScroll: true });
    part?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  /** To what is wrong first. */
  const goToFault = (wrong: readonly TemplateFinding[], problem?: unknown) => requestAnimationFrame(() => {
    const named = places.find((place) => sentenceForField(problem, place) !== undefined);
    const [first] = checksOf(draft, wrong, true).flatMap((one) => one.faults);
    const place = named ?? first?.place;
    if (place) go(place);
  });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setTried(true);
    const category = draft.category;
    if (category === null || draft.name.trim() === "" || (check.isPresent && check.findings.length > 0)) return goToFault(check.findings);
    setBusy(true);
    setError(null);
    try {
      const body = { ...bodyOf(draft), category };
      const template = corrected ? await call("changeTemplate", { path: { id: corrected.id }, body }) : await call("createTemplate", { body: { ...body, ...(account ? { channel: account.id } : {}) } });
      toast(template.status === "failed" ? { text: t("editor.notTaken"), tone: "danger" } : { text: t("editor.submitted") });
      changed("templates");
      guard.release();
      navigate(corrected ? templatePath(corrected.id) : templatesPath);
    } catch (problem) {
      setError(problem);
      setBusy(false);
      goToFault(problem instanceof ProblemError ? problem.problem.findings ?? [] : [], problem);
    }
    return undefined;
  };
  const placed = saved.length > 0 || places.some((place) => sentenceForField(error, place) !== undefined);
  const reaches = module === null || module.name === "Leads" || module.name === "Contacts" || module.fields.some((field) => field.lookup_module === "Leads" || field.lookup_module === "Contacts");
  const tokens = tokensOf(draft);
  // What Meta has once keeps its name, its module and its language.
  const fixed = corrected?.status === "rejected";
  const back = corrected ? templatePath(corrected.id) : templatesPath;
  return (
    <>
      <form ref={form} className="editor-columns" noValidate onSubmit={(event) => void save(event)}>
        <div className="card editor-form">
          {error !== null && !placed && <div className="editor-error"><Banner tone="danger" live>{sentenceFor(error)}</Banner></div>}
          <Part title={t("editor.basics")}>
            <div className="editor-basics">
              <div data-place="name"><TextField label={t("templates.name")} name="name" required counted max={NAME_MAX} disabled={fixed} hint={t(fixed ? "editor.fixed" : "editor.name.hint")} value={draft.name} error={faultAt("name") ?? ([...draft.name].length > NAME_MAX ? t("field.tooLong", { max: NAME_MAX }) : undefined)} onChange={(name) => change({ name })} /></div>
              <div data-place="module"><Select label={t("templates.module")} required disabled={fixed} hint={t(module?.name === "Leads" || module?.name === "Contacts" ? "editor.module.hint" : reaches ? "editor.module.linked" : "editor.module.nobody")} value={draft.module} error={faultAt("module")} options={(modules ?? []).map((one) => ({ value: one.name, label: one.label }))} onChange={(name) => change({ module: name })} /></div>
              <div data-place="language"><Combobox label={t("templates.language")} required value={draft.language} disabled={fixed} hint={fixed ? t("editor.fixed") : undefined} error={faultAt("language")} options={templateLanguages(language)} onChange={(code) => change({ language: code })} /></div>
              {!corrected && account && channels && channels.length > 1 && <Select label={t("editor.account")} value={account.id} options={channels.map((one) => ({ value: one.id, label: one.nickname }))} onChange={(channel) => change({ channel })} />}
            </div>
          </Part>
          <Part title={t("templates.category")} hint={t("editor.category.hint")} place="category" required>
            <RadioCards<TemplateCategory>
              label={t("templates.category")}
              value={draft.category}
              cards={[
                { value: "notification", label: t("template.category.notification"), hint: t("editor.notification.hint") },
                { value: "marketing", label: t("template.category.marketing"), hint: t("editor.marketing.hint") },
              ]}
              onChange={(category) => change({ category })}
            />
            {faultAt("category") !== undefined && <p className="header-fault" role="alert">{faultAt("category")}</p>}
          </Part>
          <Part title={t("templates.header")} hint={t("field.optional")} place="header">
            <HeaderPart draft={draft} fields={fields} fault={faultAt("header")} sampleOf={sampleOf} onChange={change} />
          </Part>
          <Part title={t("templates.body")} hint={t("editor.body.hint")} end={t("editor.fields", { count: findTokens(draft.body).length, max: 10 })} place="body" required>
            <MergeFieldArea bare label={t("templates.body")} name="body" required fields={fields} max={BODY_MAX} value={draft.body} error={faultAt("body")} sampleOf={sampleOf} onChange={(body) => change({ body })} />
          </Part>
          <Part title={t("templates.footer")} hint={t("field.optional")} place="footer">
            <TextField bare label={t("templates.footer")} counted max={LINE_MAX} placeholder={t("editor.footer.example")} value={draft.footer} error={faultAt("footer")} onChange={(footer) => change({ footer })} />
          </Part>
          <Part title={t("templates.buttons")} hint={`${draft.buttons.length} / ${BUTTONS_MAX}`} place="buttons">
            <ButtonRows buttons={draft.buttons} fields={fields} faultAt={faultAt} sampleOf={sampleOf} onChange={(buttons) => change({ buttons })} />
          </Part>
          {tokens.length > 0 && (
            <Part title={t("samples.title")} hint={t("samples.hint")}>
              <SampleRows draft={draft} chosen={check.samples} valueAt={valueAt} record={record?.name ?? null} onChange={(samples) => change({ samples })} />
            </Part>
          )}
        </div>
        <div className="editor-side">
          <LookChoice phone={phone} onChange={setPhone} />
          <TemplatePhone
            sender={numbersOf(account ? [account] : null)[0]?.verified_name ?? ""}
            phone={phone}
            words={{
              header: draft.headerKind === "none" ? null : draft.headerKind === "text" ? { kind: "text", text: filled(draft.headerText), file: null } : { kind: draft.headerKind, text: null, file: draft.files[draft.headerKind] ?? null },
              text: filled(draft.body) || t("editor.emptyPreview"),
              footer: draft.footer.trim() || null,
              buttons: draft.buttons.filter((button) => button.label.trim() !== ""),
            }}
          />
          {tokens.length > 0 && record && <LookupInput label={t("editor.example")} hint={t("editor.example.hint")} required module={draft.module} value={record.id} link={{ id: record.id, module: draft.module, name: record.name }} onChange={choose} />}
          <ChecklistCard checks={checks} stale={!check.isPresent && saved.length === 0} error={check.error} busy={busy} onGo={go} onCancel={() => navigate(back)} />
        </div>
      </form>
      {guard.question}
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly hint?: string;
  readonly end?: string;
  readonly place?: Place;
  readonly required?: boolean;
  readonly children: ReactNode;
}

/** One part of the form: its name at the left, what is filled in at the right. */
function Part({ title, hint, end, place, required, children }: PartProps) {
  return (
    <section data-place={place}>
      <div className="editor-part">
        <h2>{title}{required && <span className="field-required" aria-hidden="true"> *</span>}</h2>
        {hint && <p>{hint}</p>}
        {end && <p>{end}</p>}
      </div>
      <div className="editor-inputs">{children}</div>
    </section>
  );
}
