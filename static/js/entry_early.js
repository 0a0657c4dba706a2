// Before anything is drawn: the page has scripts, so rows of details stay closed until asked for.
document.documentElement.classList.add("with-script");
