import { h } from "ui";
import { Skeleton } from "../../kit/skeleton";
import { usePlace } from "../../router";
import type { ScreenProps } from "../../routes";
import { useModules } from "../../state/modules";
import { NotFoundScreen } from "../not-found/not-found-screen";
import { RecordList } from "./record-list";
import { moduleAt } from "./record-paths";

/** The records of the module that the address names. */
export default function ListScreen({ parameters }: ScreenProps) {
  const { path } = usePlace();
  const name = moduleAt(path, parameters["module"]);
  const modules = useModules();
  const module = modules?.find((one) => one.name === name);
  if (modules && !module) return <NotFoundScreen />;
  return module ? <RecordList key={module.name} module={module} /> : <div className="page"><Skeleton rows={6} avatar /></div>;
}
