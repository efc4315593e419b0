"use strict";
(() => {
  const one = (query, within = document) => within.querySelector(query);
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const rows = all("#table tbody tr");
  const keys = new Map(rows.map((row) => [row, one("a", row).getAttribute("href").slice(1)]));
  const form = one("#filters");
  const articles = all("article");
  const QUADS = ["q1", "q2", "q3", "q4"];
  const DRAWN = new Set(["event", "meeting", "statement", "message", "commitment", ...QUADS]);

  // --- filters: the table's rows hold what is asked for; cards, marks and reports follow them ---
  const wanted = () => ({
    type: form.elements.type.value,
    country: form.elements.country.value,
    from: form.elements.from.value,
    to: form.elements.to.value,
    sure: Number(form.elements.sure.value),
  });

  function holds(row, ask) {
    const { t, c = "", from = "", to = "", p } = row.dataset;
    if (ask.type && t !== ask.type && !t.startsWith(ask.type + "/")) return false;
    if (ask.country && !c.split(" ").includes(ask.country)) return false;
    if ((ask.from || ask.to) && !from && !to) return false;
    if (ask.from && (to || from) < ask.from) return false;
    if (ask.to && (from || to) > ask.to) return false;
    return Number(p) >= ask.sure;
  }

  function filter() {
    show(null);
    const ask = wanted();
    const asked = Boolean(ask.type || ask.country || ask.from || ask.to || ask.sure);
    const kept = new Set();
    const reports = new Set();
    let count = 0;
    for (const row of rows) {
      row.hidden = !holds(row, ask);
      if (row.hidden) continue;
      count += 1;
      const key = keys.get(row);
      kept.add(key);
      reports.add(key.split("-")[0]);
    }
    for (const card of all(".card")) card.hidden = !kept.has(card.id);
    for (const { heading, name, cards } of headings()) {
      const shown = cards.filter((card) => !card.hidden).length;
      heading.hidden = !shown;
      heading.textContent = `${name} (${shown < cards.length ? `${shown} of ` : ""}${cards.length})`;
    }
    for (const report of articles) report.hidden = asked && !reports.has(report.id);
    mark(kept);
    for (const entry of all("[data-r]")) entry.hidden = asked && !reports.has(entry.dataset.r);
    one(".count").textContent = asked
      ? `${count} of ${rows.length} findings, in ${reports.size} reports`
      : `${count} findings`;
    form.elements.sure.nextElementSibling.value = ask.sure.toFixed(2);
  }

  // A heading, its words and the cards below it.
  let sections = null;
  function headings() {
    sections ??= all(".cards h4").map((heading) => {
      const cards = [];
      for (let next = heading.nextElementSibling; next?.matches(".card"); next = next.nextElementSibling) cards.push(next);
      return { heading, name: heading.textContent.replace(/ \(.*/, ""), cards };
    });
    return sections;
  }

  // Words stay marked for a kind as long as one finding of it that they name is kept, and its kind is not turned off.
  let marked = null;
  function mark(kept) {
    marked ??= articles.flatMap((report) => all(".text [class]", report).map((segment) => ({
      segment,
      report,
      classes: segment.className.split(" "),
      labels: (segment.dataset.n || "").split(" ").filter(Boolean),
      named: parts(segment).filter(([, , role]) => role === "t").map(([, key]) => [KIND[key[0]], `${report.id}-${key}`]),
    })));
    for (const { segment, report, classes, labels, named } of marked) {
      if (report.hidden) continue;
      const live = new Set(named.filter(([, id]) => kept.has(id)).map(([kind]) => kind));
      if (live.has("event") && !off.has("event")) QUADS.forEach((quad) => live.add(quad));
      const shown = classes.filter((name) => !off.has(name) && (live.has(name) || !DRAWN.has(name))).join(" ");
      if (segment.className !== shown) segment.className = shown;
      const label = labels.filter((l) => kept.has(`${report.id}-${l.toLowerCase()}`) && !off.has(KIND[l[0].toLowerCase()]));
      if ((segment.dataset.n || "") === label.join(" ")) continue;
      if (label.length) segment.dataset.n = label.join(" ");
      else delete segment.dataset.n;
    }
  }

  const KIND = { e: "event", m: "meeting", s: "statement", g: "message", c: "commitment" };
  const parts = (segment) => [...(segment.dataset.m || "").matchAll(/([a-z]\d+)([a-z])/g)];

  // --- order: by a heading or the list; what has no value comes last ---
  const VALUES = {
    what: (row) => row.dataset.t,
    date: (row) => row.dataset.from || row.dataset.to || "",
    confidence: (row) => row.dataset.p,
  };
  const { compare } = new Intl.Collator("en", { numeric: true });
  const place = new Map(rows.map((row, index) => [row, index]));

  function order(by) {
    const down = by.startsWith("-");
    const name = by.replace("-", "");
    const value = VALUES[name] || ((row) => one(`.${name}`, row).textContent);
    const sign = down ? -1 : 1;
    const known = name ? rows.map((row) => [value(row), row]) : rows.map((row) => ["", row]);
    known.sort(([a, x], [b, y]) => {
      if (a !== b && (!a || !b)) return a ? -1 : 1;
      return sign * compare(a, b) || place.get(x) - place.get(y);
    });
    const body = one("#table tbody");
    body.append(...known.map(([, row]) => row));
    for (const head of all("#table th")) {
      head.removeAttribute("aria-sort");
      if (head.className === name) head.setAttribute("aria-sort", down ? "descending" : "ascending");
    }
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", (event) => (event.target.name === "order" ? order(event.target.value) : filter()));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { order(""); filter(); }));
    one("#table thead").addEventListener("click", (event) => {
      const by = event.target.dataset.by;
      if (!by) return;
      const now = event.target.closest("th").getAttribute("aria-sort");
      const first = by === "confidence" ? "-" : "";
      const next = now === null ? first : now === "ascending" ? "-" : "";
      order(next + by);
    });
    one("#table tbody").addEventListener("click", (event) => {
      if (event.target.closest("a") || String(getSelection())) return;
      one("a", event.target.closest("tr")).click();
    });
  }

  // --- what is marked ---
  const off = new Set();
  const layers = one("#layers");
  if (layers) {
    layers.addEventListener("change", () => {
      off.clear();
      for (const box of all("input", layers)) if (!box.checked) off.add(box.value);
      if (off.has("who")) off.add("other");
      show(null);
      mark(new Set(all(".card:not([hidden])").map((card) => card.id)));
    });
  }

  // --- a card and its words belong together: pointing at the one shows the other ---
  let shown = null;
  function show(card) {
    if (shown === card) return;
    for (const segment of all(".text .on, .text .core")) segment.classList.remove("on", "core");
    shown = card;
    if (!card) return;
    const article = card.closest("article");
    const key = card.id.split("-")[1];
    for (const segment of all(`[data-m*="${key}"]`, article)) {
      for (const [, of, role] of parts(segment)) if (of === key) segment.classList.add(role === "t" ? "core" : "on");
    }
  }
  for (const name of ["pointerover", "focusin"]) {
    document.addEventListener(name, (event) => {
      const card = event.target.closest(".card");
      if (card) show(card);
      else if (name === "pointerover") {
        const words = event.target.closest(".text [data-m]");
        const first = words && parts(words).find(([, , role]) => role === "t");
        show(first ? document.getElementById(`${words.closest("article").id}-${first[1]}`) : null);
      }
    });
  }
  document.addEventListener("click", (event) => {
    const words = event.target.closest(".text [data-m]");
    if (!words || words.matches("a") || String(getSelection())) return;
    const report = words.closest("article").id;
    const cards = parts(words).sort((a, b) => (b[2] === "t") - (a[2] === "t"));
    const card = cards.map(([, key]) => document.getElementById(`${report}-${key}`)).find((c) => c && !c.hidden);
    if (card) location.hash = card.id;
  });
  function arrived() {
    const card = document.getElementById(location.hash.slice(1));
    if (!card || !card.matches(".card")) return;
    show(card);
    const words = one(".text .core", card.closest("article"));
    const box = words && words.closest(".text");
    if (box && box.scrollHeight > box.clientHeight) {
      box.scrollTop += words.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    }
  }
  addEventListener("hashchange", arrived);
  arrived();
})();
