import { type FormEvent, h, useState } from "ui";
import { sentenceFor, sentenceForField } from "../../api/problem";
import "../../i18n/people-words";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Badge } from "../../kit/badge";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { Icon } from "../../kit/icon";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { changeMe, useMe } from "../../state/session";

const MOST = 100;

export function ProfileCard() {
  const { user } = useMe();
  const [name, setName] = useState(user.name);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const length = [...name.trim()].length;
  const fault = length === 0 ? t("field.required") : length > MOST ? t("field.tooLong", { max: MOST }) : undefined;
  const changed = name.trim() !== user.name;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (fault || busy || !changed) return;
    setBusy(true);
    setError(null);
    try {
      await changeMe({ name: name.trim() });
      setName(name.trim());
      toast({ text: t("personal.saved") });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const atName = sentenceForField(error, "name");
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Card
        title={t("personal.profile.title")}
        hint={t("personal.profile.hint")}
        end={<Avatar name={name || user.name} seed={user.id} size={48} />}
        footer={changed && [
          <Button key="no" variant="ghost" onClick={() => setName(user.name)}>{t("personal.discard")}</Button>,
          <Button key="yes" submit variant="primary" busy={busy} disabled={fault !== undefined}>{t("save")}</Button>,
        ]}
      >
        {error !== null && !atName && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <div className="form-grid">
          <TextField label={t("personal.name")} name="name" autoComplete="name" value={name} onChange={setName} error={fault ?? atName} />
          <TextField label={t("personal.email")} value={user.email} onChange={() => undefined} disabled end={<Icon name="lock" size={16} />} hint={t("personal.email.hint")} />
        </div>
        <div className="fact"><span>{t("personal.role")}</span><Badge tone={user.is_administrator ? "good" : "neutral"} icon={user.is_administrator ? "shield-check" : "users"}>{user.is_administrator ? t("profiles.administrator") : user.profile}</Badge></div>
      </Card>
    </form>
  );
}
