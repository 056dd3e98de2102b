import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { ProfileDetail } from "../../api/schema";
import "../../i18n/people-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Tabs } from "../../kit/tabs";
import { toast } from "../../kit/toast";
import type { ScreenProps } from "../../routes";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { NotFoundScreen } from "../not-found/not-found-screen";
import { SettingsPage } from "../settings/settings-page";
import { PeopleGate } from "./people-gate";
import { profileWords } from "./people-words";
import { changeBetween, draftOf } from "./profile-draft";
import { FieldRules } from "./profile-fields";
import { ModuleMatrix } from "./profile-modules";
import { profilesRoot } from "./profile-paths";
import { RightList } from "./profile-rights";
import { useSaving } from "./use-saving";

type Part = "rights" | "modules" | "fields";
const parts: readonly Part[] = ["rights", "modules", "fields"];

/** One profile in three parts: rights, modules, fields. */
export default function ProfileScreen({ parameters }: ScreenProps) {
  const id = parameters["id"] ?? "";
  const profile = useLoaded(`profile ${id}`, () => call("getProfile", { path: { id } }));
  if (profile.error instanceof ProblemError && profile.error.code === "not_found") return <NotFoundScreen />;
  return (
    <SettingsPage wide title={profile.value ? profileWords(profile.value.profile) : t("loading")} crumbs={[{ label: t("settings.profiles"), to: profilesRoot }]}>
      <PeopleGate loaded={profile}>{(value) => <Editor key={value.profile.id} profile={value} onSaved={profile.set} />}</PeopleGate>
    </SettingsPage>
  );
}

interface Props {
  readonly profile: ProfileDetail;
  readonly onSaved: (profile: ProfileDetail) => void;
}

function Editor({ profile, onSaved }: Props) {
  const modules = useModules() ?? [];
  const saved = draftOf(profile);
  const [draft, setDraft] = useState(saved);
  const [part, setPart] = useState<Part>("rights");
  const { busy, error, save } = useSaving();
  const fixed = profile.profile.standing === "administrator";
  const { body, count } = changeBetween(saved, draft);
  const write = () => void save(() => call("changeProfile", { path: { id: profile.profile.id }, body }), (next) => {
    setDraft(draftOf(next));
    onSaved(next);
    toast({ text: t("profiles.saved", { name: profileWords(next.profile) }) });
  });
  return (
    <>
      {fixed && <Banner tone="info" icon="lock">{t("profiles.fixed")}</Banner>}
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      <div className="card profile-card">
        <Tabs<Part> label={t("profiles.parts")} value={part} tabs={parts.map((value) => ({ value, label: t(`profiles.${value}`) }))} onChange={setPart}>
          {part === "rights" && <RightList draft={draft} fixed={fixed} onChange={setDraft} />}
          {part === "modules" && <ModuleMatrix modules={modules} draft={draft} fixed={fixed} onChange={setDraft} />}
          {part === "fields" && <FieldRules modules={modules} draft={draft} fixed={fixed} onChange={setDraft} />}
        </Tabs>
      </div>
      {count > 0 && (
        <div className="save-bar" role="region" aria-label={t("profiles.unsaved", { count })}>
          <span role="status">{t("profiles.unsaved", { count })}</span>
          <Button variant="ghost" onClick={() => setDraft(saved)}>{t("profiles.discard")}</Button>
          <Button variant="primary" busy={busy} onClick={write}>{t("save")}</Button>
        </div>
      )}
    </>
  );
}
