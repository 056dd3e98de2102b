import { h } from "ui";
import { sentenceForField } from "../../api/problem";
import type { ChannelSettings, NewPeople, UserSelection } from "../../api/schema";
import { t } from "../../i18n/t";
import { MultiCombobox } from "../../kit/multi-combobox";
import { RadioCards } from "../../kit/radio-cards";
import { Segmented } from "../../kit/segmented";
import { TextField } from "../../kit/text-field";
import { useAssignees } from "./use-assignees";

const LONGEST = 100;
const ways: readonly NewPeople[] = ["leads", "contacts", "nothing"];
const kinds: readonly UserSelection["kind"][] = ["users", "groups", "roles"];

interface Props {
  readonly settings: ChannelSettings;
  readonly tried: boolean;
  readonly error: unknown;
  readonly onChange: (settings: ChannelSettings) => void;
}

/** What keeps the settings from being saved. */
export function nicknameFault(nickname: string): string | undefined {
  const text = nickname.trim();
  if (text === "") return t("field.required");
  return [...text].length > LONGEST ? t("field.tooLong", { max: LONGEST }) : undefined;
}

/** Nickname, what becomes of new people, and whom they go to: first the kind, then the members. */
export function SettingsFields({ settings, tried, error, onChange }: Props) {
  const { kind, members } = settings.assignment;
  const options = useAssignees(kind);
  return (
    <div className="dialog-form">
      <TextField
        label={t("connect.nickname")}
        hint={t("connect.nickname.hint")}
        name="nickname"
        required
        autoFocus
        value={settings.nickname}
        error={(tried ? nicknameFault(settings.nickname) : undefined) ?? sentenceForField(error, "nickname")}
        onChange={(nickname) => onChange({ ...settings, nickname })}
      />
      <RadioCards<NewPeople>
        label={t("channels.newPeople.hint")}
        value={settings.new_people}
        cards={ways.map((value) => ({ value, label: t(`channels.newPeople.${value}`), hint: t(`channels.newPeople.${value}.hint`) }))}
        onChange={(new_people) => onChange({ ...settings, new_people })}
      />
      {settings.new_people !== "nothing" && (
        <div className="assign">
          <div className="setting-line">
            <span>{t("channels.assign")}</span>
            <Segmented label={t("channels.assign")} value={kind} segments={kinds.map((value) => ({ value, label: t(`channels.assign.${value}`) }))} onChange={(next) => onChange({ ...settings, assignment: { kind: next, members: [] } })} />
          </div>
          <MultiCombobox
            label={t(`channels.assign.${kind}`)}
            bare
            hint={options.length === 0 ? t("channels.assign.none", { kind: t(`channels.assign.${kind}`) }) : t("channels.assign.hint")}
            placeholder={t("channels.assign.owner")}
            value={members}
            options={options}
            error={sentenceForField(error, "assignment")}
            onChange={(next) => onChange({ ...settings, assignment: { kind, members: next } })}
          />
        </div>
      )}
    </div>
  );
}
