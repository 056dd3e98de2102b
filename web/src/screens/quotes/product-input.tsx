import { type KeyboardEvent, h, useEffect, useId, useRef, useState } from "ui";
import { call } from "../../api/client";
import type { Record as CRMRecord } from "../../api/schema";
import { numberWords } from "../../fields/numbers";
import { language, t } from "../../i18n/t";
import { Field } from "../../kit/field";
import { OptionList } from "../../kit/option-list";
import { type Option, stepOption } from "../../kit/options";
import { Popover } from "../../kit/popover";
import { Questions } from "../../state/questions";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (name: string) => void;
  readonly onProduct: (product: CRMRecord) => void;
}

const PAUSE_MS = 150;
const MOST = 8;

/** What is offered: typed freely, or chosen from the products that are found as one types. */
export function ProductInput({ label, value, error, onChange, onProduct }: Props) {
  const anchor = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [products, setProducts] = useState<readonly CRMRecord[]>([]);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const questions = useRef(new Questions()).current;
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);

  const ask = async (typed: string) => {
    const isNews = questions.ask();
    const criteria = typed === "" ? null : { rows: [{ field: "name", operator: "contains" as const, values: [typed] }] };
    try {
      const { records } = await call("queryRecords", { path: { module: "Products" }, body: { criteria, sort: { field: "name", descending: false }, limit: MOST } });
      if (!isNews()) return;
      setProducts(records.filter((one) => one.values["active"] !== false));
      setActive(-1);
    } catch {
      // Typed freely, a line needs no product.
      if (isNews()) setProducts([]);
    }
  };
  const search = (typed: string) => {
    clearTimeout(timer.current);
    setOpen(true);
    timer.current = setTimeout(() => void ask(typed.trim()), PAUSE_MS);
  };
  const options = products.map((product): Option => ({ value: product.id, label: product.name, hint: hintOf(product) }));
  const shown = open && options.length > 0;
  const choose = (option: Option) => {
    const product = products.find((one) => one.id === option.value);
    setOpen(false);
    if (product) onProduct(product);
  };
  const key = (event: KeyboardEvent) => {
    // Enter also ends a Chinese input method's composition.
    if (event.nativeEvent.isComposing) return;
    const chosen = options[active];
    if (event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (shown) setActive(stepOption(options, active, event.key === "ArrowDown" ? 1 : -1));
      else search(value);
    } else if (event.key === "Enter" && shown && chosen) {
      event.preventDefault();
      event.stopPropagation();
      choose(chosen);
    } else if (event.key === "Tab" || event.key === "Enter") setOpen(false);
  };
  return (
    <Field label={label} bare error={error}>
      {(ties) => (
        <div ref={anchor} className="input">
          <input
            {...ties}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={shown}
            aria-controls={shown ? listId : undefined}
            aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={t("quotes.itemHint")}
            value={value}
            onKeyDown={key}
            onClick={() => value === "" && search("")}
            onCompositionEnd={(event) => search(event.currentTarget.value)}
            onChange={(event) => {
              onChange(event.target.value);
              // Half a syllable of an input method finds nothing.
              if (!(event.nativeEvent as InputEvent).isComposing) search(event.target.value);
            }}
          />
          {shown && (
            <Popover anchor={anchor} matchWidth className="option-layer" onClose={() => setOpen(false)}>
              <OptionList id={listId} label={label} options={options} chosen={null} active={active} onActive={setActive} onChoose={choose} />
            </Popover>
          )}
        </div>
      )}
    </Field>
  );
}

/** Code, price and stock, as far as they are known. */
function hintOf(product: CRMRecord): string {
  const text = (field: string) => {
    const value = product.values[field];
    return typeof value === "string" ? value : "";
  };
  const price = text("unit_price");
  const stock = text("stock");
  return [
    text("product_code"),
    price && numberWords(price, language(), 2),
    stock && t("quotes.stock", { count: numberWords(stock, language()) }),
  ].filter(Boolean).join(" · ");
}
