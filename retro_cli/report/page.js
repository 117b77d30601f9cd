"use strict";
// Searching in the page, and opening the months for paper. Everything can be read without.
(() => {
  const form = document.getElementById("finder");
  const field = document.getElementById("find");
  const status = document.getElementById("found");
  const articles = [...document.querySelectorAll("article")];
  const months = [...document.querySelectorAll("details.month")];
  const figures = [...document.querySelectorAll("section.figure")];
  const others = [...document.querySelectorAll("#reviews, #entries")];
  const fold = (text) => text.normalize("NFC").toLowerCase();
  const texts = new Map();
  let before = null;
  let waiting = 0;

  const textOf = (one) => {
    if (!texts.has(one)) texts.set(one, fold(one.textContent));
    return texts.get(one);
  };

  const mark = (words) => {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (!words.length) return;
    const ranges = [];
    for (const one of articles) {
      if (one.hidden || ranges.length > 2000) continue;
      const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue;
        for (const word of words) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  const find = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    if (words.length && !before) before = months.map((one) => one.open);
    let count = 0;
    for (const one of articles) {
      const text = words.length ? textOf(one) : "";
      one.hidden = !words.every((word) => text.includes(word));
      count += one.hidden ? 0 : 1;
    }
    const holds = (one) => one.querySelector("article:not([hidden])") !== null;
    months.forEach((one, at) => {
      one.hidden = !holds(one);
      if (words.length) one.open = true;
      else if (before) one.open = before[at];
    });
    if (!words.length) before = null;
    for (const one of figures) one.hidden = words.length > 0;
    for (const one of others) one.hidden = !holds(one);
    const told = count ? field.dataset.found : field.dataset.nothing;
    status.textContent = words.length ? told.replace("{count}", count).replace("{total}", articles.length) : "";
    if (words.length && status.getBoundingClientRect().top < 0) status.scrollIntoView();
    mark(words);
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const month = target && target.closest("details.month");
    if (target && target.closest("[hidden]")) {
      field.value = "";
      find();
    }
    if (month && !month.open) {
      month.open = true;
      target.scrollIntoView();
    }
  };

  if (articles.length > 1) form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) reveal();
  });
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = months.filter((one) => !one.open);
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });
  if (location.hash) reveal();
})();
