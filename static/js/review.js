// The review table by keyboard: from cell to cell, approve, return with a reason.
(function () {
  "use strict";

  const form = document.querySelector("[data-review]");
  const refusal = document.querySelector("[data-refusal]");
  if (refusal) {
    refusal.focus();
  }
  if (!form || !form.querySelector("[data-chosen]")) {
    return; // nothing to decide on
  }
  const groups = Array.from(form.querySelectorAll("[data-decision]"));
  const told = form.querySelector("[data-chosen]");
  const choices = { t: "approve", h: "return", z: "" };

  function radio(group, value) {
    return group.querySelector('input[value="' + value + '"]');
  }

  function reasonOf(group) {
    return group.parentElement.querySelector("[data-reason]");
  }

  function tell() {
    const count = function (value) {
      return form.querySelectorAll('[data-decision] input[value="' + value + '"]:checked').length;
    };
    const approved = count("approve");
    const returned = count("return");
    told.textContent = approved + returned ? "已选：通过 " + approved + "，退回 " + returned : "";
  }

  function go(group) {
    const wanted = group.querySelector("input:checked") || radio(group, "");
    wanted.focus();
    group.closest("tr").scrollIntoView({ block: "nearest" });
  }

  function choose(group, value) {
    const wanted = radio(group, value);
    if (wanted.disabled) {
      return;
    }
    wanted.checked = true;
    wanted.focus();
    tell();
    if (value === "return") {
      reasonOf(group).focus();
    }
  }

  // The cell on which the focus is; with none the first letter leads to the first cell.
  function current() {
    const row = document.activeElement.closest && document.activeElement.closest("tr");
    const group = row && row.querySelector("[data-decision]");
    return groups.indexOf(group);
  }

  document.addEventListener("keydown", function (event) {
    const field = event.target;
    if (event.key === "Enter" && event.ctrlKey && form.contains(field)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button:not([name])"));
      return;
    }
    const isTyping = field.matches('input:not([type="radio"]), textarea, select');
    if (isTyping || event.ctrlKey || event.altKey || event.metaKey || !groups.length) {
      return;
    }
    const key = event.key.toLowerCase();
    const place = current();
    if (key === "j" || key === "k") {
      const step = key === "j" ? 1 : -1;
      go(groups[Math.min(groups.length - 1, Math.max(0, place + step))]);
    } else if (key in choices && place >= 0) {
      choose(groups[place], choices[key]);
    } else {
      return;
    }
    event.preventDefault();
  });

  // A reason that is typed means that the cell is sent back; an emptied one changes nothing.
  form.addEventListener("input", function (event) {
    if (event.target.matches("[data-reason]") && event.target.value.trim()) {
      radio(event.target.parentElement.querySelector("[data-decision]"), "return").checked = true;
      tell();
    }
  });
  form.addEventListener("change", tell);
  tell();
})();
