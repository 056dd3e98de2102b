import { type FormEvent, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor, sentenceForField } from "../../api/problem";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { PasswordField } from "../../kit/password-field";
import { toast } from "../../kit/toast";
import { useMe } from "../../state/session";

const LEAST = 10;

export default function PasswordCard() {
  const { user } = useMe();
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const [repeat, setRepeat] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const length = [...fresh].length;
  const faults = {
    current: current ? undefined : t("field.required"),
    fresh: length < LEAST ? t("field.password.short", { count: length }) : undefined,
    repeat: repeat === fresh ? undefined : t("field.password.same"),
  };

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setError(null);
    if (busy || faults.current || faults.fresh || faults.repeat) return;
    setBusy(true);
    try {
      await call("changePassword", { body: { current_password: current, new_password: fresh } });
      setCurrent("");
      setFresh("");
      setRepeat("");
      setTried(false);
      toast({ text: t("personal.password.done") });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const atCurrent = sentenceForField(error, "current_password");
  const atNew = sentenceForField(error, "new_password");
  const edit = (set: (value: string) => void) => (value: string) => {
    set(value);
    setError(null);
  };
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Card title={t("personal.password.title")} hint={t("personal.password.hint")} footer={<Button submit busy={busy}>{t("personal.password.submit")}</Button>}>
        {error !== null && !atCurrent && !atNew && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        {/* Tells password managers whose password this is. */}
        <input className="unseen" type="text" name="username" autoComplete="username" value={user.email} readOnly tabIndex={-1} aria-hidden="true" />
        <div className="form-grid">
          <PasswordField label={t("personal.password.current")} name="current_password" value={current} onChange={edit(setCurrent)} error={atCurrent ?? (tried ? faults.current : undefined)} />
        </div>
        <div className="form-grid">
          <PasswordField label={t("personal.password.new")} name="new_password" isNew hint={t("personal.password.newHint")} value={fresh} onChange={edit(setFresh)} error={atNew ?? (tried ? faults.fresh : undefined)} />
          <PasswordField label={t("personal.password.repeat")} name="repeat_password" isNew value={repeat} onChange={edit(setRepeat)} error={tried ? faults.repeat : undefined} />
        </div>
      </Card>
    </form>
  );
}
