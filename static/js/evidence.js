// The panel of a cell's evidence: a refusal is shown like any answer, and what opens is looked at.
(function () {
  "use strict";

  const REFUSALS = [409, 422];

  function isPanel(event) {
    return event.detail.target && event.detail.target.id === "evidence-panel";
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (isPanel(event) && REFUSALS.includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  document.addEventListener("htmx:afterSwap", function (event) {
    const title = isPanel(event) && document.getElementById("evidence-title");
    if (title) {
      title.scrollIntoView({ block: "nearest" });
      title.focus({ preventScroll: true });
    }
  });
})();
