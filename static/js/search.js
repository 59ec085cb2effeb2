/* Suggestions below the search fields (ARIA 1.2, combobox with a list), and a count of the results that are opened. */
(() => {
  "use strict";
  const WAIT = 150, SHORTEST = 2;

  const make = (tag, role, text) => {
    const element = document.createElement(tag);
    if (role) element.setAttribute("role", role);
    if (text) Object.assign(element, { textContent: text, dir: "auto" });
    return element;
  };

  const suggest = (form) => {
    if (form.querySelector("[role=listbox]")) return;
    const field = form.querySelector("[type=search]"), box = make("div", "listbox");
    let options = [], at = -1, timer, asked;
    const set = (name, value) => field.setAttribute(`aria-${name}`, value);
    box.id = `${field.id}-list`;
    box.className = "suggest";
    box.hidden = true;
    box.setAttribute("aria-label", field.labels[0].textContent);
    field.setAttribute("role", "combobox");
    set("autocomplete", "list");
    set("expanded", "false");
    set("controls", box.id);
    form.append(box);

    const move = (to) => {
      at = to;
      options.forEach((option, place) => option.setAttribute("aria-selected", place === at));
      if (at < 0) return field.removeAttribute("aria-activedescendant");
      set("activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    };

    const close = () => {
      clearTimeout(timer);
      if (asked) asked.abort();
      box.hidden = true;
      set("expanded", "false");
      move(-1);
    };

    const option = (item) => {
      const link = make("a", "option");
      link.append(make("span", "", item.text));
      if (item.hint) link.append(" ", make("small", "", item.hint));
      Object.assign(link, { href: item.url, tabIndex: -1, id: `${box.id}-${options.push(link)}` });
      return link;
    };

    const show = ({ groups, language, status }) => {
      options = [];
      box.replaceChildren(...groups.map((group, place) => {
        const part = make("div", "group"), title = make("p", "presentation", group.label);
        title.id = `${box.id}-title-${place}`;
        part.setAttribute("aria-labelledby", title.id);
        part.append(title, ...group.items.map(option));
        return part;
      }));
      for (const link of options) link.firstChild.lang = language;
      move(-1);
      box.hidden = !options.length;
      set("expanded", !box.hidden);
      if (status) document.dispatchEvent(new CustomEvent("say", { detail: status }));
    };

    const ask = async () => {
      if (field.value.trim().length < SHORTEST || document.documentElement.classList.contains("low-data")) return close();
      if (asked) asked.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(`${form.action}suggest/?q=${encodeURIComponent(field.value)}`, { signal: asked.signal });
        const found = answer.ok && await answer.json();
        if (found && document.activeElement === field) show(found);
      } catch { /* Typed on, or no network: the plain form is still there. */ }
    };

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    field.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], all = options.length + 1;
      if (step) {
        event.preventDefault();
        if (box.hidden) ask();
        else move((at + 1 + step + all) % all - 1);
      } else if (box.hidden) return;
      else if (event.key === "Escape") {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        options[at].click();
      }
    });
    field.addEventListener("blur", close);
    form.addEventListener("submit", close);
    box.addEventListener("mousedown", (event) => event.preventDefault());
  };

  document.addEventListener("click", ({ target }) => {
    const link = target.closest("[data-opened] a"), list = link && link.closest("[data-opened]").dataset;
    if (list && list.query) navigator.sendBeacon(list.opened, new URLSearchParams({ q: list.query, language: list.language, position: link.closest("[data-position]").dataset.position }));
  });

  const prepare = () => document.querySelectorAll("[data-suggest]").forEach(suggest);
  document.addEventListener("htmx:afterSettle", prepare);
  prepare();
})();
