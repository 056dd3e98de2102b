import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { Id, InvitedUser } from "../../api/schema";
import { languageNames, languages } from "../../i18n/language";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Segmented } from "../../kit/segmented";
import { TextField } from "../../kit/text-field";
import { useProfiles } from "../../state/people";
import { useMe } from "../../state/session";
import { PlaceFields } from "./place-fields";
import { useSaving } from "./use-saving";

interface Props {
  readonly onClose: () => void;
  readonly onInvited: (invited: InvitedUser) => void;
}

/** Somebody new: what they are called and where they will stand. The link comes next. */
export default function InviteDialog({ onClose, onInvited }: Props) {
  const standard = useProfiles().value?.find((one) => one.standing === "standard")?.id ?? null;
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Id | null>(null);
  const [chosen, setProfile] = useState<Id | null>(null);
  const [language, setLanguage] = useState(useMe().organization.default_language);
  const [tried, setTried] = useState(false);
  const { busy, error, save } = useSaving();
  const profile = chosen ?? standard;
  const missing = (text: string) => (tried && text.trim() === "" ? t("field.required") : undefined);
  const isAtField = error instanceof ProblemError && error.problem.field !== undefined;

  const invite = () => {
    setTried(true);
    if (!email.trim() || !name.trim() || role === null || profile === null) return;
    void save(() => call("inviteUser", { body: { email: email.trim(), name: name.trim(), role, profile, language } }), onInvited);
  };
  return (
    <Dialog
      title={t("users.invite")}
      onClose={onClose}
      onSubmit={invite}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("users.invite")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && !isAtField && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <TextField label={t("users.name")} required autoFocus value={name} onChange={setName} error={missing(name) ?? sentenceForField(error, "name")} />
        <TextField label={t("users.email")} required type="email" hint={t("users.email.hint")} value={email} onChange={setEmail} error={missing(email) ?? sentenceForField(error, "email")} />
        <PlaceFields role={role} profile={profile} error={error} tried={tried} onRole={setRole} onProfile={setProfile} />
        <div className="fact"><span>{t("users.language")}</span><Segmented label={t("users.language")} value={language} segments={languages.map((value) => ({ value, label: languageNames[value], lang: value }))} onChange={setLanguage} /></div>
      </div>
    </Dialog>
  );
}
