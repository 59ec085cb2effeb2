/* Asks the content checks again while a page is edited, when their panel is open. Sending the page asks them anyway. */
(() => {
  "use strict";
  const PAUSE = 1200;
  let list, form, status, timer, running;

  const isOpen = () => { const panel = list.closest("[data-side-panel]"); return !panel || !panel.hidden; };
  const isAnswering = () => list.contains(document.activeElement) && document.activeElement.matches("textarea");

  const ask = async () => {
    if (!isOpen() || isAnswering()) return;
    if (running) running.abort();
    running = new AbortController();
    try {
      /* The address of the form itself, which changes when a new page is saved for the first time. */
      const address = new URL("checks/", new URL(form.getAttribute("action"), location.href));
      const answer = await fetch(address, {
        method: "POST", body: new FormData(form), signal: running.signal, headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const text = await answer.text();
      if (isAnswering()) return;
      list.innerHTML = text;
      const summary = list.querySelector("[data-content-checks-summary]").textContent.trim();
      if (status.textContent !== summary) status.textContent = summary;
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = list.dataset.failed;
    }
  };

  const later = (event) => {
    if (event && event.target instanceof Node && list.contains(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  const start = () => {
    list = document.querySelector("[data-content-checks]");
    form = document.querySelector("[data-edit-form]");
    if (!list || !form) return;
    status = document.querySelector("[data-content-checks-status]");
    for (const name of ["input", "change"]) form.addEventListener(name, later);
    document.addEventListener("w-unsaved:add", later);
    const panel = list.closest("[data-side-panel]");
    if (panel) panel.addEventListener("show", () => later());
    list.addEventListener("focusout", () => later());
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
