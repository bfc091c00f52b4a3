// On every page: whoever has waited a moment for the next one is shown that it is on its way (style/parts/motion.css).
const page = document.documentElement;
let begin;
let end;
let elsewhere;

function rest() {
  clearTimeout(begin);
  clearTimeout(end);
  delete page.dataset.busy;
}

function depart({ dataset }) {
  rest();
  begin = setTimeout(() => (page.dataset.busy = ""), 300);
  // No script learns that a download has begun, or that a page won't come.
  end = setTimeout(rest, "download" in dataset ? 5000 : 20000);
}

addEventListener("click", (event) => {
  elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  const link = event.target.closest("a[href]");
  if (!link || elsewhere || event.defaultPrevented || link.target) return;
  const [here, there] = [location.href, link.href].map((address) => address.split("#")[0]);
  if (here !== there || !link.href.includes("#")) depart(link);
});

// Pressing a button is a click, too, and comes first.
addEventListener("submit", (event) => elsewhere || event.defaultPrevented || depart(event.target));
addEventListener("keydown", (event) => event.key === "Escape" && rest());
addEventListener("pageshow", (event) => event.persisted && rest());
