/* What script adds to pages that work without it: sheets that close, copying, spoken results, low-data mode. */
(() => {
  "use strict";
  const root = document.documentElement;
  if (navigator.connection && navigator.connection.saveData) root.classList.add("low-data");

  /* One polite live region: results swapped in place and copied citations are told to screen readers. */
  let region;
  const say = (text) => {
    if (!region) {
      region = document.createElement("p");
      region.className = "sr";
      region.setAttribute("role", "status");
      document.body.append(region);
    }
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 100);
  };

  /* Buttons that only work with script are hidden until it is there. */
  const reveal = (scope) => {
    const working = [navigator.clipboard ? "[data-copy][hidden]" : "", "[data-print][hidden]"].filter(Boolean);
    for (const button of scope.querySelectorAll(working.join())) button.hidden = false;
  };

  const copy = async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.querySelector("span") || button;
    const before = label.textContent;
    if (before === button.dataset.copied) return;
    label.textContent = button.dataset.copied;
    say(button.dataset.copied);
    setTimeout(() => { label.textContent = before; }, 2500);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    if (button) return void ("print" in button.dataset ? window.print() : copy(button));
    /* A link to a place on the same page leaves the sheet that holds it open: close it. */
    const link = event.target.closest('.sheet a[href*="#"]');
    const sheet = link && link.closest("[popover]");
    if (sheet && sheet.matches(":popover-open")) sheet.hidePopover();
  });

  /* htmx replaced the results: show their buttons, say how many there are, keep the keyboard near. */
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    reveal(part);
    const heading = part.querySelector("[data-announce]");
    if (!heading) return;
    say(heading.textContent);
    if (!document.activeElement || document.activeElement === document.body) heading.focus({ preventScroll: true });
  });

  document.addEventListener("say", (event) => say(event.detail));
  reveal(document);
})();
