import { Fragment, h, useState } from "ui";
import { Avatar } from "../../kit/avatar";
import { Button } from "../../kit/button";
import { Checkbox } from "../../kit/checkbox";
import { Combobox } from "../../kit/combobox";
import { MultiCombobox } from "../../kit/multi-combobox";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { MenuButton, SplitButton } from "../../kit/menu-button";
import type { MenuEntry } from "../../kit/menu";
import { PasswordField } from "../../kit/password-field";
import { RadioCards } from "../../kit/radio-cards";
import { Segmented } from "../../kit/segmented";
import { Select } from "../../kit/select";
import { Switch } from "../../kit/switch";
import { Tabs } from "../../kit/tabs";
import { TextArea } from "../../kit/text-area";
import { TextField } from "../../kit/text-field";
import { KitPart } from "./kit-part";
import type { Samples } from "./samples";

const nothing = () => undefined;

export function KitControls({ words }: { readonly words: Samples }) {
  const [name, setName] = useState("device_shipped");
  const [amount, setAmount] = useState("0");
  const [body, setBody] = useState(words.bodyText);
  const [password, setPassword] = useState("");
  const [search, setSearch] = useState("");
  const [category, setCategory] = useState<"utility" | "marketing">("utility");
  const [owner, setOwner] = useState<string | null>("0");
  const [several, setSeveral] = useState<readonly string[]>(["0", "2"]);
  const [recharge, setRecharge] = useState(true);
  const [quiet, setQuiet] = useState(false);
  const [ticked, setTicked] = useState(true);
  const [tab, setTab] = useState<"messages" | "attachments" | "quotes">("messages");
  const [days, setDays] = useState("1");
  const entries: MenuEntry[] = [
    { label: words.edit, icon: "pencil", shortcut: "E", onSelect: nothing },
    { label: words.assign, icon: "user", shortcut: "I", onSelect: nothing },
    { label: words.withTemplate, hint: words.withTemplateHint, icon: "whatsapp", disabled: true, onSelect: nothing },
    { kind: "line" },
    { label: words.deleteLead, icon: "trash-2", danger: true, onSelect: nothing },
  ];
  return (
    <>
      <KitPart title={words.parts.buttons}>
        <div className="kit-row"><Button variant="primary">{words.send}</Button><Button>{words.cancel}</Button><Button variant="ghost">{words.later}</Button><Button variant="danger">{words.remove}</Button></div>
        <div className="kit-row"><Button variant="danger-outline">{words.disable}</Button><Button variant="primary" disabled>{words.unavailable}</Button><Button disabled>{words.unavailable}</Button><Button variant="ghost" disabled>{words.unavailable}</Button></div>
        <div className="kit-row"><Button variant="primary" size={40}>{words.buy}</Button><Button variant="primary" size={40} busy>{words.paying}</Button><Button size={40} icon="external-link">{words.view}</Button></div>
        <div className="kit-row">
          <SplitButton icon="mail" label={words.moreWays} entries={entries}>{words.sendEmail}</SplitButton>
          <SplitButton variant="primary" icon="send" label={words.moreWays} entries={entries}>{words.send}</SplitButton>
          <Button variant="link" icon="plus">{words.newQuote}</Button>
        </div>
        <div className="kit-row">
          <IconButton icon="pencil" label={words.edit} shortcut="E" />
          <IconButton icon="bell" label={words.unread.replace("{n}", "7")} pressed />
          <IconButton icon="trash-2" label={words.deleteThem} danger />
          <IconButton icon="copy" label={words.unavailable} disabled />
          <IconButton icon="search" label={words.search} outlined />
          <MenuButton label={words.more} entries={entries} outlined />
        </div>
      </KitPart>
      <KitPart title={words.parts.fields}>
        <TextField label={words.name} required hint={words.nameHint} value={name} onChange={setName} max={512} counted />
        <div className="kit-pair">
          <TextField label={words.amount} required inputMode="numeric" value={amount} onChange={setAmount} error={Number(amount) > 0 ? undefined : words.amountError} end={words.points} />
          <TextField label={words.module} value={words.moduleValue} onChange={nothing} disabled hint={words.moduleHint} end={<Icon name="lock" size={16} />} />
        </div>
        <TextArea label={words.body} optional value={body} onChange={setBody} max={1024} />
        <div className="kit-pair">
          <PasswordField label={words.password} value={password} onChange={setPassword} />
          <TextField label={words.search} type="search" icon="search" placeholder={words.search} value={search} onChange={setSearch} />
        </div>
      </KitPart>
      <KitPart title={words.parts.choices}>
        <div className="kit-pair">
          <Select label={words.category} value={category} onChange={setCategory} options={[{ value: "utility", label: words.notification }, { value: "marketing", label: words.marketing }]} />
          <Combobox label={words.owner} placeholder={words.chooseOwner} value={owner} onChange={setOwner} options={words.people.map((person, index) => ({ value: String(index), label: person, hint: words.regions[index % 4] ?? "", start: <Avatar name={person} size={24} /> }))} />
        </div>
        <MultiCombobox label={words.owner} value={several} onChange={setSeveral} options={words.people.map((person, index) => ({ value: String(index), label: person, start: <Avatar name={person} size={24} /> }))} />
      </KitPart>
      <KitPart title={words.parts.toggles}>
        <Switch label={words.autoRecharge} hint={words.autoRechargeHint} on={recharge} onChange={setRecharge} />
        <div className="kit-row"><Switch label={words.quiet} on={quiet} onChange={setQuiet} /><Switch label={words.unavailable} on={false} disabled onChange={nothing} /></div>
        <div className="kit-row">
          <Checkbox label={words.agreed} checked={ticked} onChange={setTicked} />
          <Checkbox label={words.open} checked={!ticked} onChange={(on) => setTicked(!on)} />
          <Checkbox label={words.partly} checked={false} partly onChange={nothing} />
          <Checkbox label={words.unavailable} checked={false} disabled onChange={nothing} />
        </div>
      </KitPart>
      <KitPart title={words.parts.cards}>
        <RadioCards
          label={words.category}
          value={category}
          onChange={setCategory}
          cards={[
            { value: "utility", label: words.notification, hint: words.notificationHint, end: words.each.replace("{n}", "0.0420") },
            { value: "marketing", label: words.marketing, hint: words.marketingHint, end: words.each.replace("{n}", "0.1650") },
          ]}
        />
      </KitPart>
      <KitPart title={words.parts.tabs}>
        <Tabs label={words.messages} value={tab} onChange={setTab} tabs={[{ value: "messages", label: words.messages, count: 12 }, { value: "attachments", label: words.attachments, count: 3 }, { value: "quotes", label: words.quotes }]}>
          <p className="kit-note">{words[`${tab}Text`]}</p>
        </Tabs>
        <div className="kit-row"><Segmented label={words.period} value={days} onChange={setDays} segments={words.days.map((label, index) => ({ value: String(index), label }))} /></div>
      </KitPart>
    </>
  );
}
