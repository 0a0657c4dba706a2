// Redraws the big screen from the server; where that is away, the old picture stays and says so.
(function () {
  "use strict";

  const seconds = Number(document.body.dataset.refreshSeconds);
  const notice = document.getElementById("screen-lost");

  function styles(page) {
    return Array.from(page.querySelectorAll("link[rel=stylesheet]"))
      .map(function (link) {
        return link.getAttribute("href");
      })
      .join(" ");
  }

  function draw(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("screen");
    if (!fresh || styles(page) !== styles(document)) {
      window.location.reload(); // the program was renewed: take its style sheets too
      return;
    }
    document.getElementById("screen").replaceWith(document.adoptNode(fresh));
    notice.hidden = true;
  }

  function keep() {
    const drawn = document.getElementById("screen").dataset.drawnAt;
    notice.textContent = "与服务器失去联系，画面停留在 " + drawn;
    notice.hidden = false;
  }

  function refresh() {
    fetch(window.location.href, { cache: "no-store", redirect: "error" })
      .then(function (answer) {
        if (answer.status === 404) {
          window.location.reload(); // the link is no longer in force
          return undefined;
        }
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        return answer.text().then(draw);
      })
      .catch(keep);
  }

  window.setInterval(refresh, seconds * 1000);
})();
