// The entry grid: shows a rate while its counts are typed, the expected day only where it counts,
// and asks before typed cells are left.
"use strict";

(function () {
  const form = document.querySelector("[data-entry]");
  const refusal = document.querySelector("[data-refusal]");
  if (refusal) {
    refusal.focus();
  }
  if (!form) {
    return;
  }
  const note = form.querySelector("[data-unsaved]");
  const fullWidth = "０１２３４５６７８９．";
  let isDirty = form.hasAttribute("data-dirty");

  function numberIn(input) {
    let text = "";
    for (const character of input.value.trim()) {
      const place = fullWidth.indexOf(character);
      text += place < 0 ? character : "0123456789.".charAt(place);
    }
    text = text.replace(/[,，]/g, "");
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  }

  // Only a preview: the server computes the stored value exactly.
  function showRate(row) {
    const inputs = row.querySelectorAll("[data-numerator], [data-denominator]");
    if (inputs.length !== 2) {
      return; // a cell that cannot be typed into
    }
    const [numerator, denominator] = Array.from(inputs, numberIn);
    const rate = (numerator / denominator) * Number(row.dataset.multiplier);
    const output = row.querySelector("[data-rate]");
    output.value = Number.isFinite(rate) ? rate.toFixed(Number(row.dataset.decimals)) : "";
  }

  function showExpected(select) {
    const day = select.parentElement.querySelector("[data-expected]");
    day.hidden = select.value !== "not_yet_produced";
  }

  form.querySelectorAll("[data-missing]").forEach(showExpected);
  if (isDirty) {
    form.querySelectorAll("tr[data-multiplier]").forEach(showRate);
  }

  form.addEventListener("input", function (event) {
    isDirty = true;
    if (note) {
      note.textContent = "有未保存的改动";
    }
    const row = event.target.closest("tr[data-multiplier]");
    if (event.target.matches("[data-missing]")) {
      showExpected(event.target);
    }
    if (row && event.target.matches("[data-numerator], [data-denominator]")) {
      showRate(row);
    }
  });
  form.addEventListener("submit", function () {
    isDirty = false;
  });
  window.addEventListener("beforeunload", function (event) {
    if (isDirty) {
      event.preventDefault();
      event.returnValue = ""; // what Chromium before 119 listens to
    }
  });
})();
