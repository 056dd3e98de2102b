import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Participants, Record as CRMRecord } from "../../api/schema";
import { LookupInput } from "../../fields/lookup-input";
import "../../i18n/activities-words";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Banner } from "../../kit/banner";
import { Card } from "../../kit/card";
import { Chip } from "../../kit/chip";
import { MultiCombobox } from "../../kit/multi-combobox";
import { Skeleton } from "../../kit/skeleton";
import { toast } from "../../kit/toast";
import { Link } from "../../link";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { useUsers } from "../../state/users";
import { recordPath } from "../records/record-paths";

/** Who takes part in a meeting; each change is saved at once. */
export default function ParticipantsCard({ record }: { readonly record: CRMRecord }) {
  const users = useUsers() ?? [];
  const modules = useModules() ?? [];
  const loaded = useLoaded(`participants ${record.id} ${record.version}`, () => call("listParticipants", { path: { id: record.id } }));
  const [kept, setKept] = useState<Participants | null>(null);
  const present = loaded.value ?? kept;
  if (loaded.value && loaded.value !== kept) setKept(loaded.value);

  const save = async (change: { users?: readonly string[]; records?: readonly string[] }) => {
    if (!present) return;
    const body = { users: change.users ?? present.users.map((one) => one.id), records: change.records ?? present.records.map((one) => one.id) };
    try {
      loaded.set(await call("replaceParticipants", { path: { id: record.id }, body: { users: [...body.users], records: [...body.records] } }));
    } catch (problem) {
      toast({ text: sentenceFor(problem), tone: "danger" });
    }
  };
  const known = [...users, ...(present?.users.filter((one) => !users.some((user) => user.id === one.id)) ?? [])];
  return (
    <Card title={t("participants.title")} hint={t("participants.hint")}>
      {loaded.error !== null && <Banner tone="danger">{sentenceFor(loaded.error)}</Banner>}
      {present === null ? loaded.error === null && <Skeleton rows={2} /> : (
        <>
          <MultiCombobox
            label={t("participants.users")}
            value={present.users.map((one) => one.id)}
            options={known.map((user) => ({ value: user.id, label: user.name, start: <Avatar name={user.name} seed={user.id} size={18} /> }))}
            onChange={(next) => void save({ users: next })}
          />
          {present.records.length > 0 && (
            <div className="value-chips">
              {present.records.map((one) => (
                <Chip key={one.id} onRemove={{ name: one.name, remove: () => void save({ records: present.records.filter((held) => held.id !== one.id).map((held) => held.id) }) }}>
                  <Link to={recordPath(one.module, one.id)}>{one.name}</Link>
                </Chip>
              ))}
            </div>
          )}
          <div className="form-grid">
            {["Leads", "Contacts"].map((name) => {
              const singular = modules.find((module) => module.name === name)?.singular;
              return singular && (
                <LookupInput key={name} label={t("participants.add", { module: singular })} module={name} value="" onChange={(id) => id !== "" && !present.records.some((one) => one.id === id) && void save({ records: [...present.records.map((one) => one.id), id] })} />
              );
            })}
          </div>
        </>
      )}
    </Card>
  );
}
