// What scripts add to pages that work without them: the colours, dialogs, copying, filters that apply themselves.
(() => {
  "use strict";

  const root = document.documentElement;
  const on = (type, selector, act) =>
    document.addEventListener(type, (event) => {
      const found = event.target.closest?.(selector);
      if (found) act(found, event);
    });

  const announce = (words) => {
    const place = document.getElementById("announce");
    if (place) place.textContent = words;
  };

  // --- what can only work with scripts appears with them
  const reveal = (within) => {
    const copies = navigator.clipboard ? "[data-copy]," : "";
    within.querySelectorAll(`${copies}[data-theme-toggle],[data-dismiss],[data-js]`).forEach((button) => (button.hidden = false));
  };

  // --- colours: as the system, light, dark; kept in a cookie so that the server writes the page in them
  const THEMES = ["auto", "light", "dark"];
  const theme = () => root.dataset.theme || "auto";
  const tellTheme = (button) => (button.querySelector(".visually-hidden").textContent = button.dataset[theme()]);
  on("click", "[data-theme-toggle]", (button) => {
    const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${next}; Path=/; Max-Age=${next === "auto" ? 0 : 31536000}; SameSite=Lax${secure}`;
    tellTheme(button);
    button.title = button.dataset[next];
    announce(button.dataset[next]);
  });

  // --- dialogs: data-dialog="id" opens that one; empty, it opens the form of the page that the link leads to
  const fetchForm = async (link) => {
    const dialog = document.getElementById("page-dialog");
    const answer = await fetch(link.href, { headers: { "X-Requested-With": "fetch" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.getElementById("form-page");
    if (!answer.ok || !form || !dialog) throw new Error("no form");
    form.action = form.getAttribute("action") || link.href;
    const title = document.createElement("h2");
    title.className = "dialog-title";
    title.textContent = page.querySelector("h1")?.textContent.trim() ?? "";
    dialog.setAttribute("aria-label", title.textContent);
    dialog.firstElementChild.replaceChildren(title, document.adoptNode(form));
    dialog.showModal();
  };
  on("click", "a[data-dialog]", (link, event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
    const dialog = link.dataset.dialog && document.getElementById(link.dataset.dialog);
    if (link.dataset.dialog && !dialog) return;
    event.preventDefault();
    if (dialog) dialog.showModal();
    else fetchForm(link).catch(() => location.assign(link.href));
  });
  on("click", "dialog [data-cancel]", (link, event) => {
    event.preventDefault();
    link.closest("dialog").close();
  });

  // --- copying
  on("click", "[data-copy]", async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const words = button.querySelector("span") ?? button;
    const before = words.textContent;
    words.textContent = button.dataset.copied || "✓";
    announce(words.textContent);
    setTimeout(() => (words.textContent = before), 2000);
  });

  // --- messages go when they are told to, and only then
  on("click", "[data-dismiss]", (button) => {
    const list = button.closest("ul");
    button.closest("li").remove();
    if (!list.children.length) list.remove();
    document.getElementById("main")?.focus();
  });

  // --- filters apply themselves where the list can be replaced in its place
  const apply = (form) => {
    const values = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const url = `${location.pathname}?${values}`;
    htmx
      .ajax("GET", url, { source: form, target: "#results", select: "#results", swap: "outerHTML" })
      .then(() => {
        history.replaceState(null, "", url);
        announce(document.querySelector("#results [data-count]")?.textContent.trim() ?? "");
      });
  };
  const applies = () => window.htmx && document.getElementById("results");
  on("change", "form[data-autosubmit]", (form) => applies() && apply(form));
  on("submit", "form[data-autosubmit]", (form, event) => {
    if (!applies()) return;
    event.preventDefault();
    apply(form);
  });

  // --- menus close by a click elsewhere and by Escape
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => openMenus().forEach((menu) => menu.contains(event.target) || (menu.open = false)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // --- what stands beside the work is open; where it is a bar above it, it waits
  const isBeside = (element) => {
    const side = element.closest(".page-side");
    return !side || getComputedStyle(side).gridColumnStart === "2";
  };

  // --- at the start, and for what htmx brings in
  const start = (within) => {
    reveal(within);
    within.querySelectorAll("[data-theme-toggle]").forEach(tellTheme);
    within.querySelectorAll("details[data-open-beside]").forEach((it) => (it.open = isBeside(it)));
    within.querySelector("[data-problems]")?.focus();
  };
  start(document);
  document.addEventListener("htmx:load", (event) => event.target !== document.body && start(event.target));
})();
