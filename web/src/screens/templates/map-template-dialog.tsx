import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Template } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Combobox } from "../../kit/combobox";
import { Dialog } from "../../kit/dialog";
import { Select } from "../../kit/select";
import { Skeleton } from "../../kit/skeleton";
import { toast } from "../../kit/toast";
import { useMergeFields } from "../../merge/merge-fields";
import { changed } from "../../state/live";
import { useModules } from "../../state/modules";
import { UseList } from "./use-list";

/** The places `{{1}}` of a template made elsewhere, each with the words around it, in the order of header, body and buttons. */
export function placesOf({ header, body, buttons }: Pick<Template, "header" | "body" | "buttons">): readonly string[] {
  const texts = [header?.text ?? "", body, ...buttons.map((button) => button.url ?? "")];
  return texts.flatMap((text) => [...text.matchAll(/\{\{[^{}]*\}\}/g)].map((match) => {
    const [whole = ""] = match;
    const at = match.index ?? 0;
    // Of the words beside it, without what belongs to another place.
    const before = text.slice(Math.max(0, at - 24), at).replace(/^.*\}/s, "").replace(/\s+/g, " ");
    const after = text.slice(at + whole.length, at + whole.length + 24).replace(/\{.*$/s, "").replace(/\s+/g, " ");
    return `${before}${whole}${after}`.trim();
  }));
}

/** A template that was made elsewhere gets the module whose records it is sent about, and a merge field for each of its places. */
export default function MapTemplateDialog({ template, onClose }: { readonly template: Template; readonly onClose: () => void }) {
  const modules = useModules() ?? [];
  const [module, setModule] = useState<string | null>(null);
  const fields = useMergeFields(module);
  const places = placesOf(template);
  const [chosen, setChosen] = useState<readonly (string | null)[]>(places.map(() => null));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const options = fields?.groups.flatMap((group) => group.choices.map((choice) => ({ value: choice.token, label: choice.label, hint: group.label }))) ?? [];
  const ready = module !== null && chosen.every((one) => one !== null);
  const save = async () => {
    if (module === null || !ready || busy) return;
    setBusy(true);
    setError(null);
    try {
      await call("mapTemplate", { path: { id: template.id }, body: { module, fields: chosen.map((one) => one ?? "") } });
      changed("templates");
      onClose();
      toast({ text: t("template.mapped") });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const uses = error instanceof ProblemError ? error.problem.uses ?? [] : [];
  return (
    <Dialog
      title={t("template.map.title", { name: template.name })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy} disabled={!ready}>{t("template.map.yes")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <UseList uses={uses} />
        <p>{t("template.map.text")}</p>
        <Select
          label={t("templates.module")}
          required
          value={module}
          placeholder={t("template.map.choose")}
          options={modules.map((one) => ({ value: one.name, label: one.label }))}
          onChange={(name) => {
            setModule(name);
            setChosen(places.map(() => null));
          }}
        />
        {module !== null && places.length > 0 && (fields ? places.map((place, index) => (
          <Combobox key={`${module} ${index}`} label={place} required placeholder={t("template.map.field")} value={chosen[index] ?? null} options={options} onChange={(token) => setChosen(chosen.map((one, at) => (at === index ? token : one)))} />
        )) : <Skeleton rows={2} />)}
      </div>
    </Dialog>
  );
}
