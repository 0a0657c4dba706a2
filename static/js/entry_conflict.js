// Two people in one cell: both figures, who wrote the other one and when, and a choice.
"use strict";

(function (grid) {
  if (!grid.form) {
    return;
  }

  function settle(cell, act) {
    const conflict = cell.conflict;
    cell.conflict = null;
    cell.version = conflict.version;
    act(conflict);
    const input = grid.firstInput(cell);
    if (input) {
      input.focus();
    }
    grid.show(cell);
    grid.keep(cell);
  }

  function useMine(cell) {
    settle(cell, function (conflict) {
      cell.saved = conflict.typed;
    });
    grid.save([cell]);
  }

  function useTheirs(cell) {
    settle(cell, function (conflict) {
      cell.saved = conflict.typed;
      grid.putAll(cell, conflict.typed);
      grid.showVersion(cell);
    });
    grid.showState();
  }

  grid.conflictLine = function (cell) {
    const conflict = cell.conflict;
    const text =
      "✕ 您填写的是“" + conflict.mine + "”，" + conflict.by + "（" + conflict.at + "）已填为“" +
      conflict.theirs + "”。";
    const made = grid.element("p", "entry-wrong", text);
    made.append(
      grid.button("用我的", function () {
        useMine(cell);
      }),
      " ",
      grid.button("用对方的", function () {
        useTheirs(cell);
      })
    );
    return made;
  };
})(window.entryGrid);
