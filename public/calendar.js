// The contribution calendar is one stop on the way through /profile (src/app/pages/profile/calendar): in it, arrow keys go
// from day to day, and what a square says on hover is said below. A tap on a square says it, too.
const calendar = document.querySelector(".calendar-scroll");
const days = [...calendar.querySelectorAll(".day")];
const sentence = document.getElementById("day-sentence");
let here = days.length - 1;

const go = (day, hint) => {
  days[here].classList.remove("here");
  here = day;
  days[here].classList.add("here");
  days[here].scrollIntoView({ block: "nearest", inline: "nearest" });
  sentence.textContent = [days[here].textContent, hint].filter(Boolean).join(" · ");
};

calendar.addEventListener("focus", () => days.length && calendar.matches(":focus-visible") && go(here, sentence.dataset.hint));
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
