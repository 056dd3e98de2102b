/* Runs before the first paint: theme, language and kind of page, as this browser last had them. */
(function () {
  var root = document.documentElement;
  var read = function (key) {
    try { return localStorage.getItem(key); } catch (_) { return null; }
  };
  var theme = read("parley.theme");
  var dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";

  var language = read("parley.language");
  if (language !== "zh-CN" && language !== "en") {
    var wanted = (navigator.languages || [navigator.language]).find(function (one) { return /^(zh|en)\b/i.test(one); });
    language = wanted && /^en/i.test(wanted) ? "en" : "zh-CN";
  }
  root.lang = language;
  var words = document.createElement("link");
  words.rel = "modulepreload";
  words.href = root.dataset[language === "en" ? "wordsEn" : "wordsZh"];
  document.head.append(words);

  // The frame with the rail is only drawn ahead for somebody who was signed in.
  var plain = /^\/(signin|setup|kit)(\/|$)/.test(location.pathname) || !read("parley.signed-in");
  root.dataset.start = plain ? "plain" : "shell";
  if (read("parley.rail") === "wide") root.dataset.rail = "wide";
})();
