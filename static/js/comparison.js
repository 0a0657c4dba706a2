// Turns the links of the years into a slider; without script the links stay.
(function () {
  "use strict";

  function slide(place) {
    const links = Array.from(place.querySelectorAll("a"));
    const here = Math.max(0, links.findIndex((link) => link.hasAttribute("aria-current")));
    const range = document.createElement("input");
    const word = document.createElement("output");
    range.type = "range";
    range.className = "year-range";
    range.max = String(links.length - 1);
    range.value = String(here);
    range.setAttribute("aria-label", "数据年份");

    function say() {
      const label = links[Number(range.value)].textContent;
      word.textContent = label;
      range.setAttribute("aria-valuetext", label + "年");
    }

    function open() {
      if (Number(range.value) !== here) {
        window.location.assign(links[Number(range.value)].href);
      }
    }

    range.addEventListener("input", say);
    // A pointer opens the year when it is let go; keys step first and open with Enter.
    range.addEventListener("pointerup", open);
    range.addEventListener("keydown", function (event) {
      if (event.key === "Enter") {
        open();
      }
    });
    say();
    place.append(range, word);
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-year-slider]").forEach(slide);
  });
})();
