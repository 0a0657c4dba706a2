// The keyboard of a spreadsheet: Enter and the arrows move between cells, Escape restores, F2
// edits within the text, Alt with the arrow down opens the details.
"use strict";

(function (grid) {
  const form = grid.form;
  if (!form) {
    return;
  }
  const lines = Array.from(document.querySelectorAll("[data-grid] [data-line]"));
  const numbers = new Map();
  lines.forEach(function (line, number) {
    numbers.set(line, number);
  });
  let atFocus = "";
  let isEditing = false;
  let wanted = null; // the column one came from, kept while moving up and down
  grid.lines = lines;

  function at(line, column) {
    return line.querySelector('[data-col="' + column + '"] .entry-input');
  }

  function go(input) {
    if (input) {
      input.focus();
      input.select();
    }
    return Boolean(input);
  }

  function column(input) {
    return Number(input.closest("[data-col]").dataset.col);
  }

  function vertical(input, step) {
    const from = wanted === null ? column(input) : wanted;
    let number = numbers.get(input.closest("[data-line]")) + step;
    for (; number >= 0 && number < lines.length; number += step) {
      const line = lines[number];
      const isMatrix = Boolean(line.closest(".entry-matrix"));
      const found = line.hidden ? null : at(line, from) || (!isMatrix && line.querySelector(".entry-input"));
      if (found) {
        go(found);
        wanted = from;
        return;
      }
    }
  }

  function horizontal(input, step) {
    const inputs = Array.from(input.closest("[data-line]").querySelectorAll(".entry-input"));
    return go(inputs[inputs.indexOf(input) + step]);
  }

  // The arrow leaves the cell at the text's end, or where the whole text is selected.
  function isAtEnd(input, step) {
    const isAll = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    if (isEditing) {
      return false;
    }
    if (isAll) {
      return true;
    }
    const end = step > 0 ? input.value.length : 0;
    return input.selectionStart === end && input.selectionEnd === end;
  }

  function restore(input) {
    const slot = grid.slotOf(input);
    grid.put(slot.cell, slot.column, atFocus);
    grid.changed(slot.cell);
    input.select();
    isEditing = false;
  }

  function edit(input) {
    isEditing = !isEditing;
    const end = input.value.length;
    input.setSelectionRange(isEditing ? end : 0, end);
  }

  const ACTS = {
    Enter: function (input, event) {
      vertical(input, event.shiftKey ? -1 : 1);
    },
    ArrowDown: function (input, event) {
      if (event.altKey) {
        grid.openDetails(grid.slotOf(input).cell);
      } else {
        vertical(input, 1);
      }
    },
    ArrowUp: function (input, event) {
      if (event.altKey) {
        grid.closeDetails(grid.slotOf(input).cell);
      } else {
        vertical(input, -1);
      }
    },
    Escape: restore,
    F2: edit,
  };

  document.addEventListener("keydown", function (event) {
    const input = event.target;
    if (!input.classList.contains("entry-input") || event.isComposing || event.metaKey) {
      return;
    }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      if (isAtEnd(input, step) && horizontal(input, step)) {
        event.preventDefault();
      }
      return;
    }
    if (ACTS[event.key] && !event.ctrlKey) {
      event.preventDefault();
      ACTS[event.key](input, event);
    }
  });

  document.addEventListener("focusin", function (event) {
    if (event.target.classList.contains("entry-input")) {
      atFocus = event.target.value;
      isEditing = false;
      wanted = null;
    }
  });
})(window.entryGrid);
