// A log-in that ends while somebody types: the grid stays, the log-in opens beside it, and the
// cells are saved afterwards. Only the account that typed them may sign in here.
"use strict";

(function (grid) {
  const form = grid.form;
  const dialog = document.getElementById("entry-sign-in");
  if (!form || !dialog) {
    return;
  }
  const fields = dialog.querySelector("[data-sign-in-form]");
  const error = dialog.querySelector("[data-sign-in-error]");
  const LOCKED = "连续多次输错，登录已暂停，请15分钟后再试。填写的内容仍在页面上。";
  const OTHER = "这个浏览器现在登录的是另一个账号，不能代为保存。请用原来的账号登录。";
  const AWAY = "连不上服务器，请稍后再试。填写的内容仍在页面上。";
  let last = null;

  function say(text) {
    error.textContent = text;
    error.hidden = !text;
  }

  function open(text) {
    say(text);
    fields.elements.username.value = fields.elements.username.value || form.dataset.username;
    fields.elements.password.value = "";
    if (!dialog.open) {
      last = document.activeElement;
      dialog.showModal();
    }
    fields.elements.password.focus();
  }

  function close() {
    dialog.close();
    if (last) {
      last.focus();
    }
  }

  function headers() {
    return { Accept: "application/json" };
  }

  // Who is signed in now? Fetches a fresh token along.
  function ask() {
    return fetch(form.dataset.signIn, { headers: headers() }).then(function (answer) {
      return answer.json();
    });
  }

  // After a refusal. In another tab the same account may have signed in again meanwhile.
  grid.askToSignIn = function (told) {
    return ask().then(
      function (now) {
        if (String(now.account) === form.dataset.account) {
          grid.save();
        } else {
          open(now.account || told.reason === "other_account" ? OTHER : "");
        }
      },
      function () {
        open(AWAY);
      }
    );
  };

  grid.askForPassword = function () {
    const link = grid.element("a", "alert-link", "修改密码");
    link.href = form.dataset.password;
    link.target = "_blank";
    const again = grid.button("已修改，继续保存", function () {
      grid.notice("password", []);
      grid.save();
    });
    const words = "须先修改密码才能保存，填写的内容都在页面上：";
    grid.notice("password", [words, link, " ", again]);
  };

  function signIn() {
    const body = new URLSearchParams();
    body.set("username", fields.elements.username.value);
    body.set("password", fields.elements.password.value);
    body.set("account", form.dataset.account);
    return ask().then(function () {
      const more = { "X-CSRFToken": grid.token(), "X-Requested-With": "XMLHttpRequest" };
      return fetch(form.dataset.signIn, {
        method: "POST",
        body: body,
        headers: Object.assign(headers(), more),
      });
    });
  }

  fields.addEventListener("submit", function (event) {
    event.preventDefault();
    signIn().then(
      function (answer) {
        if (answer.status === 429 || answer.status === 403) {
          open(LOCKED);
          return null;
        }
        return answer.json().then(function (told) {
          if (told.errors) {
            open(told.errors.join(" ") || "请输入用户名和密码。");
            return;
          }
          form.elements.csrfmiddlewaretoken.value = grid.token();
          close();
          grid.save();
        });
      },
      function () {
        open(AWAY);
      }
    );
  });

  dialog.querySelector("[data-sign-in-later]").addEventListener("click", close);
})(window.entryGrid);
