// On every page of a signed-in person: notice when the session is over, wherever it was ended.
// A page kept by the browser may show what its session may no longer show: ask for it anew.
addEventListener("pageshow", (event) => event.persisted && location.reload());

const main = document.getElementById("main");
const ended = document.getElementById("ended");
let over = !main || !ended;

async function ask() {
  if (over || document.hidden) return;
  // No answer is no news: being offline ends no session.
  const answer = await fetch("/auth/status", { cache: "no-store" }).catch(() => {});
  if (answer?.status !== 401 || over) return;
  over = true;
  document.querySelectorAll(".places, .door").forEach((part) => part.remove());
  main.replaceChildren(ended.content);
  main.focus();
}

setInterval(ask, 8000);
document.addEventListener("visibilitychange", ask);

// Times that are counted down go on from where the server wrote them (src/app/components/countdown.rs), by its clock.
const countdowns = document.querySelectorAll("time[data-countdown]");
const opened = Date.now();

function left(forms, seconds) {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const form = () => {
    if (seconds <= 0) return 0;
    if (minutes < 1) return 1;
    if (hours < 1) return 2;
    if (hours >= 48) return 5;
    return minutes % 60 ? 4 : 3;
  };
  const places = { "{d}": Math.floor(hours / 24), "{h}": hours, "{m}": minutes % 60 };
  return forms[form()].replace(/{.}/g, (place) => places[place]);
}

function tick() {
  const gone = Math.floor((Date.now() - opened) / 1000);
  for (const time of countdowns) {
    const text = left(time.dataset.forms.split("|"), Date.parse(time.dateTime) / 1000 - Number(time.dataset.countdown) - gone);
    if (time.textContent !== text) time.textContent = text;
  }
}

if (countdowns.length) setInterval(tick, 1000);

// Whoever has waited a moment for the next page is shown that it is on its way.
function depart(event) {
  if (event.defaultPrevented) return;
  const link = event.type === "click" && event.target.closest("a[href]");
  if (event.type === "click" && (!link || link.target || link.hasAttribute("download") || link.hash || event.ctrlKey || event.metaKey)) return;
  setTimeout(() => (document.documentElement.dataset.busy = ""), 300);
}

addEventListener("click", depart);
addEventListener("submit", depart);
addEventListener("pageshow", () => delete document.documentElement.dataset.busy);

// The repositories: what is typed or chosen is asked of the server as well, which knows more of them than the page
// shows; and while GitHub's answers are still being gathered, the list grows by itself.
const search = document.getElementById("search");
const results = () => document.getElementById("results");
let latest;
let ours = false;
let looks = 0;

async function show(address) {
  const turn = (latest = {});
  const answer = await fetch(address, { cache: "no-store" }).catch(() => {});
  const text = answer?.ok && !answer.redirected ? await answer.text() : "";
  const next = text && new DOMParser().parseFromString(text, "text/html").getElementById("results");
  // The latest question wins; an answer without a list leaves the one that is there.
  if (turn !== latest || !next) return;
  results().replaceWith(next);
  history.replaceState(null, "", address);
  // The island counts again, in the new rows.
  search.q.defaultValue = new URL(location.href).searchParams.get("q") ?? "";
  ours = true;
  search.q.dispatchEvent(new Event("input", { bubbles: true }));
  ours = false;
  grow();
}

function grow() {
  if (looks++ < 30 && results().querySelector("[data-gathering]")) setTimeout(() => show(location.href), 2000);
}

if (search && results()) {
  let pause;
  const choose = (event) => {
    if (ours || event.target.form !== search) return;
    clearTimeout(pause);
    const address = () => {
      const asked = [...new FormData(search)].filter(([, value]) => value !== "");
      return `${search.action}?${new URLSearchParams(asked)}`;
    };
    pause = setTimeout(() => show(address()), 350);
  };
  addEventListener("input", choose);
  grow();
}

// The contribution calendar is one stop on the way through the page (src/app/pages/profile/calendar): in it, arrow keys go
// from day to day, and what a square says on hover is said below. A tap on a square says it, too.
const calendar = document.querySelector(".calendar-scroll");

if (calendar) {
  const days = [...calendar.querySelectorAll(".day")];
  const told = document.getElementById("day-told");
  let here = days.length - 1;

  const go = (day, hint) => {
    days[here].classList.remove("here");
    here = day;
    days[here].classList.add("here");
    days[here].scrollIntoView({ block: "nearest", inline: "nearest" });
    told.textContent = [days[here].textContent, hint].filter(Boolean).join(" · ");
  };

  calendar.addEventListener("focus", () => days.length && calendar.matches(":focus-visible") && go(here, told.dataset.hint));
  calendar.addEventListener("blur", () => days[here]?.classList.remove("here"));
  calendar.addEventListener("click", (event) => {
    const day = days.indexOf(event.target.closest(".day"));
    if (day >= 0) go(day);
  });
  calendar.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const ways = { ArrowUp: here - 1, ArrowDown: here + 1, ArrowLeft: here - 7, ArrowRight: here + 7, Home: 0, End: days.length - 1 };
    const day = ways[event.key];
    if (day === undefined) return;
    event.preventDefault();
    if (days[day]) go(day);
  });
}

// /inside (src/app/pages/inside): what only a promise tells of this browser, and a theft in this page, run on demand. The
// server wrote every sentence; those that come true are shown.
const databases = document.getElementById("seen-databases");
const theft = document.getElementById("theft");

async function listDatabases() {
  const listed = await indexedDB.databases?.().catch(() => {});
  const { nothing, unlisted } = databases.dataset;
  const text = listed ? listed.map(({ name }) => name).join(", ") || nothing : unlisted;
  if (databases.textContent !== text) databases.textContent = text;
}

if (databases) {
  listDatabases();
  setInterval(listDatabases, 1000);
}

if (theft) {
  const button = theft.querySelector("button");
  let refused;

  const tell = (when, found) => {
    const line = theft.querySelector(`[data-when=${when}]`);
    for (const spot of line.querySelectorAll("[data-found]")) spot.textContent = found;
    line.hidden = false;
  };

  const steal = async () => {
    for (const line of theft.querySelectorAll("[data-when]")) line.hidden = true;
    const { cookie } = document;
    const ours = cookie.split("; ").every((pair) => ["language", "theme"].includes(pair.split("=")[0]));
    tell(!cookie ? "empty" : ours ? "ours" : "strange", cookie);
    refused = false;
    const answer = await fetch(theft.dataset.address, { cache: "no-store", credentials: "omit" }).catch(() => {});
    // That it was the page's policy which refused the call is told a moment after.
    await new Promise((passed) => setTimeout(passed, 200));
    tell(answer ? "answered" : refused ? "refused" : "failed", answer?.status);
  };

  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
    refused ||= effectiveDirective === "connect-src";
  });
  button.addEventListener("click", steal);
  button.disabled = false;
}
