// On every page of a signed-in person: notice when the session is over, or another account's.
// A page kept by the browser may show what its session no longer may: unseen until it is asked for anew.
addEventListener("pagehide", () => (document.documentElement.style.visibility = "hidden"));
addEventListener("pageshow", (event) => event.persisted && location.reload());

const main = document.getElementById("main");
const ended = document.getElementById("ended");
const another = document.getElementById("another");
let over = !main || !ended;

async function ask() {
  if (over || document.hidden) return;
  // Being offline ends no session.
  const address = `/auth/status?lineage=${ended.dataset.lineage}`;
  const answer = await fetch(address, { cache: "no-store" }).catch(() => {});
  const instead = { 401: ended, 409: another }[answer?.status];
  if (!instead || over) return;
  over = true;
  document.querySelectorAll(".places, .sign-in").forEach((part) => part.remove());
  main.replaceChildren(instead.content);
  main.focus();
}

setInterval(ask, 8000);
document.addEventListener("visibilitychange", ask);

// On a phone the row of places scrolls.
const places = document.querySelector(".places");
const here = places?.querySelector("[aria-current]");
if (here) places.scrollLeft = here.offsetLeft - (places.clientWidth - here.offsetWidth) / 2;

// By the server's clock; see src/app/components/countdown.rs.
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
    // A translation may stand there by now.
    if (time.shown !== text) time.textContent = time.shown = text;
  }
}

if (countdowns.length) setInterval(tick, 1000);
