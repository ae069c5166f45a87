// Keys for who likes them; every page works without.
"use strict";
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing) { if (event.key === "Escape") document.activeElement.blur(); return; }
  const links = [...document.querySelectorAll("tbody a[data-row]")];
  if (event.key === "/") { document.querySelector("input[name=q]")?.focus(); event.preventDefault(); return; }
  if (event.key === "Escape") { document.querySelector("a[data-back]")?.click(); return; }
  if (!links.length || !["j", "k", "ArrowDown", "ArrowUp"].includes(event.key)) return;
  const step = event.key === "j" || event.key === "ArrowDown" ? 1 : -1;
  const now = links.indexOf(document.activeElement);
  links[Math.min(Math.max(now + step, 0), links.length - 1)].focus();
  event.preventDefault();
});
