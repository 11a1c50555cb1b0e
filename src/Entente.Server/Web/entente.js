// What a script adds to pages that are whole without it: keys, and wheel or drag on charts that are marked for it.
import { select } from "d3-selection";
import { zoom } from "d3-zoom";

const places = { a: "/", t: "/timeline", l: "/ledger", c: "/coverage", s: "/statements", p: "/calendar", o: "/stories", n: "/network", m: "/map", f: "/formulas", e: "/engage", d: "/changed", x: "/conflicts", r: "/review", u: "/sources", b: "/about" };
let chosen = -1;
let going = 0;

const rows = () => [...document.querySelectorAll("main table.items tbody tr, main section.review, main tr.part")];

function choose(step) {
  const all = rows();
  if (all.length === 0) return;
  if (chosen >= 0) all[chosen]?.classList.remove("chosen");
  chosen = Math.max(0, Math.min(all.length - 1, chosen + step));
  all[chosen].classList.add("chosen");
  all[chosen].scrollIntoView({ block: "nearest" });
}

// In a review the letters rule on the chosen item.
function rule(kind) {
  const button = rows()[chosen]?.querySelector(`form.ruling button[value="${kind}"]`);
  if (!button) return false;
  button.click();
  return true;
}

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const help = document.getElementById("keys");
  if (e.key === "Escape") {
    help?.close();
    document.activeElement?.blur();
    return;
  }
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) return;
  if (going && Date.now() - going < 5000) {
    going = 0;
    if (places[e.key]) {
      e.preventDefault();
      location.assign(places[e.key]);
    }
    return;
  }
  const act = {
    j: () => choose(1),
    k: () => choose(-1),
    o: () => rows()[chosen]?.querySelector("a")?.click(),
    Enter: () => document.activeElement === document.body && rows()[chosen]?.querySelector("a")?.click(),
    "/": () => (document.querySelector("main input[name=text]") ?? document.querySelector("main form input:not([type=hidden])"))?.focus(),
    "?": () => help?.showModal(),
    g: () => { going = Date.now(); },
    y: () => rule("accept"),
    n: () => rule("reject"),
    z: () => document.querySelector("form.inline button")?.click(),
  }[e.key];
  if (act) {
    if (e.key !== "Enter") e.preventDefault();
    act();
  }
});

for (const svg of document.querySelectorAll("svg.zoom")) {
  const view = svg.querySelector("g.view");
  const dots = [...view.querySelectorAll("circle")].map((c) => [c, Number(c.getAttribute("r")), Number(c.getAttribute("stroke-width") ?? 1)]);
  select(svg).call(zoom().scaleExtent([1, 24]).on("zoom", ({ transform }) => {
    view.setAttribute("transform", transform.toString());
    for (const [c, r, w] of dots) {
      c.setAttribute("r", r / transform.k);
      c.setAttribute("stroke-width", w / transform.k);
    }
  }));
}

// The field of the reader's name is kept from one ruling to the next.
for (const by of document.querySelectorAll("input[name=by]")) {
  by.value ||= localStorage.getItem("by") ?? "";
  by.addEventListener("change", () => localStorage.setItem("by", by.value));
}
