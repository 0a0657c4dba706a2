// The page of populations: Enter and the arrows move down a column, a pasted column of numbers
// fills the rows below, and leaving with unsaved numbers asks.
"use strict";

(function () {
  const form = document.querySelector("[data-populations]");
  const refusal = document.querySelector("[data-refusal]");
  if (refusal) {
    refusal.focus();
  }
  if (!form) {
    return;
  }
  const note = form.querySelector("[data-unsaved]");
  let isDirty = form.hasAttribute("data-dirty");

  function column(input) {
    return Array.from(input.closest("table").querySelectorAll("[data-people]"));
  }

  function neighbour(input, step) {
    const all = Array.from(form.querySelectorAll("[data-people]"));
    return all[all.indexOf(input) + step];
  }

  function markDirty() {
    isDirty = true;
    if (note) {
      note.textContent = "有未保存的改动";
    }
  }

  form.addEventListener("keydown", function (event) {
    if (!event.target.matches("[data-people]") || event.isComposing) {
      return;
    }
    const steps = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (!step) {
      return;
    }
    event.preventDefault(); // Enter moves on and does not send the form
    const next = neighbour(event.target, step);
    if (next) {
      next.focus();
      next.select();
    }
  });

  form.addEventListener("paste", function (event) {
    if (!event.target.matches("[data-people]")) {
      return;
    }
    const text = event.clipboardData.getData("text/plain").replace(/[\r\n]+$/, "");
    const lines = text.split(/\r?\n/);
    if (lines.length < 2 || /\t/.test(text)) {
      return; // one number goes in as usual; several columns fit nowhere here
    }
    event.preventDefault();
    const inputs = column(event.target);
    const first = inputs.indexOf(event.target);
    lines.forEach(function (line, place) {
      if (inputs[first + place]) {
        inputs[first + place].value = line.trim();
      }
    });
    const beyond = lines.length - (inputs.length - first);
    markDirty();
    if (note && beyond > 0) {
      note.textContent = "粘贴的行数比表格多 " + beyond + " 行，多出的没有填入";
    }
  });

  form.addEventListener("input", markDirty);
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
