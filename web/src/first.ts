/**
 * What every visit loads. The build puts this import before every file: then each screen, too, leads to all of it, and esbuild makes
 * one file of it, instead of one for every set of screens that happens to share something.
 */
import "./app";
import "./kit/banner";
import "./kit/badge";
import "./kit/text-field";
import "./state/loaded";
import "./state/modules";
import "./state/rights";
import "./state/channels";
