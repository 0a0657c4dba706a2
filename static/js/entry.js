// Starts the entry grid: hears what is typed, says what happens, offers back what was not stored.
"use strict";

(function (grid) {
  const refusal = document.querySelector("[data-refusal]");
  if (refusal) {
    refusal.focus();
  }
  const form = grid.form;
  if (!form) {
    return;
  }
  const notices = document.querySelector("[data-notices]");

  // A notice above the grid: texts and elements; none takes it away.
  grid.notice = function (kind, parts) {
    let place = notices.querySelector('[data-notice="' + kind + '"]');
    if (!place) {
      place = grid.element("div", "alert alert-info entry-notice", "");
      place.dataset.notice = kind;
      place.setAttribute("role", "status");
      notices.append(place);
    }
    place.replaceChildren.apply(place, parts);
    place.hidden = parts.length === 0;
  };

  // A cell was changed by hand.
  grid.changed = function (cell) {
    cell.problems = [];
    grid.keep(cell);
    grid.showComputed(cell);
    grid.show(cell);
    grid.saveSoon();
  };

  document.addEventListener("input", function (event) {
    const slot = grid.slotOf(event.target);
    if (slot) {
      slot.cell.now[slot.column] = event.target.value;
      grid.changed(slot.cell);
    }
  });

  // Leaving a cell for another one stores it; from one count to the other of a cell does not.
  document.addEventListener("focusout", function (event) {
    const slot = grid.slotOf(event.target);
    const next = event.relatedTarget && grid.slotOf(event.relatedTarget);
    if (slot && !(next && next.cell === slot.cell) && grid.isDirty(slot.cell)) {
      grid.save();
    }
  });

  function restore(drafts) {
    drafts.forEach(function (draft) {
      draft.cell.version = draft.version;
      grid.putAll(draft.cell, draft.typed);
      grid.showMark(draft.cell);
    });
    grid.notice("drafts", []);
    grid.save();
  }

  function drop(drafts) {
    drafts.forEach(function (draft) {
      grid.forget(draft.cell);
    });
    grid.notice("drafts", []);
  }

  function words(draft) {
    const typed = Object.keys(draft.typed).map(function (column) {
      return draft.typed[column];
    });
    return grid.title(draft.cell) + "（" + (typed.filter(Boolean).join("、") || "清空") + "）";
  }

  function offer(drafts) {
    if (!drafts.length) {
      return;
    }
    const names = drafts.slice(0, 5).map(words).join("，") + (drafts.length > 5 ? "等" : "");
    const text = "上次有 " + drafts.length + " 项填写后没有保存成功：" + names + "。";
    const take = grid.button("恢复并保存", function () {
      restore(drafts);
    });
    const leave = grid.button("不要了", function () {
      drop(drafts);
    });
    grid.notice("drafts", [text, " ", take, " ", leave]);
  }

  // What the page brought back from a refused save is typed, not stored.
  function takePosted() {
    grid.cells.forEach(function (cell) {
      ["numerator", "denominator", "value"].forEach(function (column) {
        const input = grid.input(cell, column);
        if (input && input.matches("input") && input.value !== (cell.now[column] || "")) {
          cell.now[column] = input.value;
          cell.refused = JSON.stringify(cell.now);
        }
      });
    });
  }

  document.querySelectorAll("[data-more]").forEach(function (link) {
    link.tabIndex = -1; // Tab goes from input to input; Alt and the arrow down opens the details
  });
  document.querySelectorAll("[data-toggle]").forEach(function (button) {
    button.hidden = false;
  });
  if (form.hasAttribute("data-dirty")) {
    takePosted();
  }
  grid.cells.forEach(function (cell) {
    const below = document.getElementById("cell-" + cell.id + "-below");
    cell.shownBelow = below.hidden ? JSON.stringify([null, [], []]) : "as the server drew it";
    if (cell.findings.length) {
      grid.show(cell);
    }
  });
  offer(grid.drafts());
  grid.showState();
})(window.entryGrid);
